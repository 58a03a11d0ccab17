console.log("1 script");
let finish;
setTimeout(() => console.log("8 timeout 0"), 0);
setTimeout(() => {
  console.log("9 timeout 0, second");
  process.nextTick(() => console.log("10 tick of the timer"));
  Promise.resolve().then(() => console.log("11 microtask of the timer"));
  setImmediate(() => console.log("13 immediate of the timer"));
  setTimeout(() => {
    console.log("14 timeout of the timer");
    finish();
  }, 0);
}, 0);
setTimeout(() => console.log("12 next timeout"), 0);
process.nextTick(() => console.log("3 tick"));
Promise.resolve().then(() => {
  console.log("5 microtask");
  process.nextTick(() => console.log("7 tick of the microtask"));
});
queueMicrotask(() => console.log("6 queued microtask"));
process.nextTick(() => console.log("4 tick, second"));
(async () => {
  console.log("2 async, before await");
  await null;
  console.log("6b after await");
  await new Promise((resolve) => (finish = resolve));
  console.log("15 after all");
})();
