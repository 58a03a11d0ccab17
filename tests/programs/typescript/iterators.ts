class Range implements Iterable<number> {
  constructor(private readonly from: number, private readonly to: number, private readonly step = 1) {}
  *[Symbol.iterator](): IterableIterator<number> {
    for (let i = this.from; i < this.to; i += this.step) yield i;
  }
  map<T>(fn: (value: number) => T): T[] { return Array.from(this, fn); }
}
class Lazy<T> {
  private constructor(private readonly source: () => Iterable<T>) {}
  static of<T>(items: Iterable<T>): Lazy<T> { return new Lazy(() => items); }
  map<U>(fn: (value: T) => U): Lazy<U> {
    const { source } = this;
    return new Lazy(function* () { for (const one of source()) yield fn(one); });
  }
  filter<S extends T>(test: (value: T) => value is S): Lazy<S>;
  filter(test: (value: T) => boolean): Lazy<T>;
  filter(test: (value: T) => boolean): Lazy<T> {
    const { source } = this;
    return new Lazy(function* () { for (const one of source()) if (test(one)) yield one; });
  }
  take(count: number): T[] {
    const taken: T[] = [];
    for (const one of this.source()) {
      if (taken.length === count) break;
      taken.push(one);
    }
    return taken;
  }
}
console.log([...new Range(0, 10, 3)], new Range(1, 4).map(String), Math.max(...new Range(5, 8)));
console.log(Lazy.of(new Range(0, Infinity)).map((n) => n * n).filter((n) => n % 2 === 1).take(4));
const entries: ReadonlyMap<string, readonly number[]> = new Map([["a", [1, 2]], ["b", []]]);
for (const [key, [first = "none"]] of entries) console.log(key, first);
console.log(Object.entries({ x: 1, y: 2 } as Record<string, number>).map(([key, value]: [string, number]) => `${key}=${value}`));
const symbol: unique symbol = Symbol("mine");
const object: { [symbol]: number; [key: string]: unknown } = { [symbol]: 1, other: 2 };
console.log(object, object[symbol], Symbol.keyFor(symbol));
outer: for (const i of new Range(0, 3)) {
  for (const j of new Range(0, 3)) {
    if (j > i) continue outer;
    if (i === 2) break outer;
    console.log(i, j);
  }
}
