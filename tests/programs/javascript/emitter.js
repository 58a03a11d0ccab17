const EventEmitter = require("events");
const { once } = require("node:events");
const util = require("util");
const assert = require("assert");

class Store extends EventEmitter {
  set(key, value) {
    this[key] = value;
    this.emit("set", key, value);
    return this;
  }
}
const store = new Store();
store.on("set", (key, value) => console.log("set", key, value));
store.once("set", function (key) {
  console.log("once", key, this === store);
});
store.prependListener("set", () => console.log("before"));
store.set("a", 1).set("b", 2);
console.log(store.listenerCount("set"), store.emit("nobody"), store.eventNames());
try {
  store.emit("error", new Error("unheard"));
} catch (error) {
  console.log(error.message);
}
once(store, "ready").then(([value]) => console.log("ready", value));
setTimeout(() => store.emit("ready", 42), 2);

assert(true);
assert.strictEqual(1 + 1, 2);
assert.deepStrictEqual({ a: [1, new Map([[1, 2]])] }, { a: [1, new Map([[1, 2]])] });
assert.throws(() => { throw new TypeError("bad"); }, TypeError);
for (const check of [() => assert.strictEqual(1, 2), () => assert.equal(1, 2, "mine"), () => assert.deepEqual([1], [2])]) {
  try {
    check();
    console.log("passed");
  } catch (error) {
    console.log(error.name, error.code, error.message.split("\n")[0]);
  }
}
const wait = util.promisify(setTimeout);
const readFile = util.promisify(require("fs").readFile);
wait(5, "waited").then(console.log);
util.promisify((value, done) => done(null, value * 2))(21).then(console.log);
console.log(util.inspect({ a: { b: { c: { d: {} } } } }, { depth: 0 }), util.inspect("x"), util.format("%s=%d", "n", 5), util.isDeepStrictEqual([1, { a: NaN }], [1, { a: NaN }]));
console.log(util.inspect({ a: 1n, b: [..."abc"] }, { compact: false }), util.types.isPromise(Promise.resolve()), util.inspect(new Map([[{ a: 1 }, "b"]]), false, null, false));
const { setTimeout: sleep } = require("timers/promises");
(async () => {
  console.log(await sleep(40, "slept"));
  await readFile("/no/such/file").catch((error) => console.log(error.code, error.message));
  console.log(require("path").join("/a", "../b", "c.txt"), require("path").extname("x.tar.gz"), require("os").EOL === "\n");
})();
class Money {
  constructor(cents) {
    this.cents = cents;
  }
  [util.inspect.custom]() {
    return `$${(this.cents / 100).toFixed(2)}`;
  }
}
console.log(new Money(1250), [new Money(5)]);
