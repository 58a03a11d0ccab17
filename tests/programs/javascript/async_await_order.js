async function first() {
  console.log("first begins");
  await second();
  console.log("first ends");
}
async function second() {
  console.log("second");
}
console.log("script");
setTimeout(() => console.log("timeout"), 0);
first();
new Promise((resolve) => {
  console.log("executor");
  resolve();
})
  .then(() => console.log("then 1"))
  .then(() => console.log("then 2"));
const thenable = { then: (resolve) => (console.log("thenable"), resolve("thenable's")) };
Promise.resolve(thenable).then(console.log);
(async () => console.log(await thenable))();
setTimeout(() => {
  setImmediate(() => {
    console.log("immediate");
    const interval = setInterval(() => {
      interval.count = (interval.count ?? 0) + 1;
      console.log("interval", interval.count);
      if (interval.count === 3) clearInterval(interval);
    }, 2);
  });
}, 2);
const never = setTimeout(() => console.log("never"), 1);
clearTimeout(never);
setTimeout(() => console.log("not waited for"), 60_000).unref();
console.log("script ends");
