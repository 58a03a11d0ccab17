console.log("waits");
const value = await new Promise((resolve) => {
  setTimeout(() => console.log("a timer still fires"), 2);
});
console.log("never", value);
