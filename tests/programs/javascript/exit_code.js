process.on("exit", (code) => {
  console.log("exit", code);
  setTimeout(() => console.log("too late"));
});
setTimeout(() => {
  try {
    console.log("leaving");
    process.exit(3);
  } finally {
    console.log("not even this");
  }
}, 1);
setInterval(() => console.log("tick"), 100);
