const map = new Map([["a", 1], [{ k: 1 }, [1, 2]], [NaN, new Set([1, "x", { y: 1 }])]]);
console.log(map, map.size, map.get(NaN), [...map.keys()], map.keys(), map.values(), map.entries());
console.log(new Set("hello"), new Set([3, 1, 2]).union(new Set([9])), new Set([1]).entries(), new WeakMap(), new WeakSet());
const iterator = new Set([1, 2, 3]).values();
iterator.next();
console.log(iterator, [...iterator], iterator);
const people = [
  { name: "Ann", age: 30, tags: ["x", "y"] },
  { name: "Bob", age: 25, tags: [] },
  { name: "Cid", age: 30, address: { city: { name: "Rome", geo: { lat: 1, lng: 2 } } } },
];
console.log(people);
console.log(people.toSorted((a, b) => a.age - b.age || b.name.localeCompare(a.name)).map(({ name }) => name));
console.log(Object.groupBy(people, ({ age }) => age), Map.groupBy(people, ({ age }) => age).get(30).length);
const { name, tags: [first = "none", ...others] = [], ...rest } = people[0];
console.log(name, first, others, rest);
console.log([1, [2, [3, [4, [5]]]]], [1, [2, [3, [4]]]].flat(Infinity), [[[]]], [[[[]]]], {}, [], [undefined, null], [, 1, , , 2]);
console.log(Array.from({ length: 120 }, (_, i) => i), new Array(5), Array(3).fill().map((_, i) => i * i));
console.log("x".repeat(200), ["y".repeat(90), "z"], { long: "w".repeat(80), other: 1 });
console.log({ a: 1, "b-c": 2, [Symbol("s")]: 3, 4: 5, f() {}, g: () => {}, h: class K {}, get i() { return 1; }, set i(v) {} });
const cycle = { name: "cycle", list: [] };
cycle.self = cycle;
cycle.list.push(cycle, { cycle });
console.log(cycle);
console.log([3, 1, 2].sort().reverse().concat([9], 8).indexOf(9), [1, 2, 3, 4].findLast((n) => n % 2), [1, 2, 3].with(1, 9), "abc".split(""));
console.log(Object.entries({ b: 1, a: 2 }), Object.fromEntries([["x", 1]]), structuredClone(new Map([[1, { d: new Date(0) }]])));
console.log([true, false].map(String), [..."ab"].entries(), Array.from("abc", (c) => c + c), Array.isArray([]), Array.of(7));
console.log(JSON.stringify({ u: undefined, n: NaN, d: new Date(0), f() {}, nested: [undefined, () => 1] }), JSON.stringify([{ a: 1 }], null, 2));
console.log(Symbol("x"), Symbol.iterator, /re/gi, new Date(0), new Date(NaN), function foo() {}, async () => {}, class {}, Math, JSON, globalThis === global);
console.log(Object.freeze([1]), new Proxy({ a: 1 }, {}), new (class Foo extends Map {})([[1, 2]]), new (class Bar extends Array {})(3), Object(1), Object("s"));
console.log((function () { return arguments; })(1, 2), [new Error("in a list").message], process.argv.length, typeof window, typeof require, this);
