type Listener<T> = (value: T, previous: T | undefined) => void;
class Subject<T> {
  private listeners = new Set<Listener<T>>();
  private current?: T;
  subscribe(listener: Listener<T>): Disposable & { unsubscribe(): void } {
    this.listeners.add(listener);
    const unsubscribe = () => void this.listeners.delete(listener);
    return { unsubscribe, [Symbol.dispose]: unsubscribe };
  }
  next(value: T): void {
    const previous = this.current;
    this.current = value;
    for (const listener of this.listeners) listener(value, previous);
  }
}
const numbers = new Subject<number>();
const seen: [number, number | undefined][] = [];
const subscription = numbers.subscribe((value, previous) => seen.push([value, previous]));
numbers.next(1);
numbers.next(2);
subscription.unsubscribe();
numbers.next(3);
console.log(seen, numbers);
const proxied = new Proxy({ count: 0 } as Record<string, number>, {
  get: (target, key: string, receiver) => Reflect.get(target, key, receiver) ?? -1,
  set(target, key, value) {
    console.log("set", key, value);
    return Reflect.set(target, key, value);
  },
  has: () => true,
});
proxied.count++;
console.log(proxied.count, proxied.missing, "anything" in proxied, Object.keys(proxied));
const frozen: Readonly<{ a: number; b: readonly string[] }> = Object.freeze({ a: 1, b: ["x"] });
try {
  (frozen as { a: number }).a = 2;
  console.log("silently", frozen.a);
} catch (error) {
  console.log((error as Error).message);
}
const weak = new WeakMap<object, string>([[frozen, "known"]]);
console.log(weak.get(frozen), structuredClone({ date: new Date(0), set: new Set([1]) }));
