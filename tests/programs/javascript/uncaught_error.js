process.on("exit", (code) => console.log("exit with", code));
setTimeout(() => console.log("never"), 10);
Promise.resolve().then(() => console.log("microtask before"));
setTimeout(() => {
  function inner(value) {
    return value.missing.property;
  }
  console.log("before");
  [1].forEach(() => inner({}));
  console.log("not reached");
}, 1);
