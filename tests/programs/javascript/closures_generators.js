function counter() {
  let n = 0;
  return { up: () => ++n, get value() { return n; } };
}
const one = counter();
one.up();
one.up();
console.log(one.value, counter().value, one);
for (var i = 0; i < 3; i++) setTimeout(() => console.log("var", i));
for (let i = 0; i < 3; i++) setTimeout(() => console.log("let", i));
function* naturals(from = 0) {
  try {
    for (;;) yield from++;
  } finally {
    console.log("closed");
  }
}
const take = function* (n, items) {
  if (n > 0) for (const item of items) { yield item; if (--n === 0) return; }
};
console.log([...take(5, naturals(3))], naturals(), take);
const conversation = (function* () {
  const name = yield "name?";
  const age = yield `age of ${name}?`;
  return { name, age };
})();
console.log(conversation.next(), conversation.next("Ada"), conversation.next(36), conversation.next());
const curry = (fn) => function curried(...args) {
  return args.length >= fn.length ? fn.apply(this, args) : (...more) => curried.apply(this, [...args, ...more]);
};
console.log(curry((a, b, c) => a + b + c)(1)(2)(3));
const compose = (...fns) => (x) => fns.reduceRight((value, fn) => fn(value), x);
console.log(compose(Math.sqrt, (x) => x * 2)(8));
const memo = (fn, cache = new Map()) => (x) => (cache.has(x) || cache.set(x, fn(x)), cache.get(x));
let calls = 0;
const square = memo((x) => (calls++, x * x));
console.log(square(4), square(4), calls);
(async () => {
  async function* ticks(n) {
    for (let i = 0; i < n; i++) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      yield i;
    }
  }
  for await (const tick of ticks(3)) console.log("tick", tick);
  const say = debounce(console.log, 5);
  ["d", "de", "debounced"].forEach((text) => say(text));
})();
const debounce = (fn, ms) => {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(fn, ms, ...args);
  };
};
label: for (let x = 0; x < 3; x++) {
  for (let y = 0; y < 3; y++) {
    if (y === 2) continue label;
    if (x === 2) break label;
    console.log(x, y);
  }
}
