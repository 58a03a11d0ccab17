type AnyFunction = (...args: any[]) => unknown;
function debounce<F extends AnyFunction>(this: void, fn: F, ms: number): (...args: Parameters<F>) => void {
  let timer: NodeJS.Timeout | undefined;
  return (...args) => {
    if (timer !== undefined) clearTimeout(timer);
    timer = setTimeout(() => fn(...args), ms);
  };
}
function throttle<F extends AnyFunction>(fn: F, ms: number): (...args: Parameters<F>) => void {
  let last = -Infinity;
  return (...args: Parameters<F>): void => {
    const now = performance.now();
    if (now - last < ms) return;
    last = now;
    fn(...args);
  };
}
function once<T>(fn: () => T): () => T {
  let result: { value: T } | undefined;
  return () => (result ??= { value: fn() }).value;
}
const memoize = <A extends readonly unknown[], R>(fn: (...args: A) => R, key: (...args: A) => string = (...args) => JSON.stringify(args)) => {
  const cache: Record<string, R> = Object.create(null);
  return (...args: A): R => (cache[key(...args)] ??= fn(...args));
};
const say = debounce((text: string): void => console.log("debounced", text), 20);
["a", "b", "c"].forEach((text) => say(text));
const tick = throttle(() => console.log("throttled"), 10_000);
tick(), tick();
const init = once(() => (console.log("once"), { ready: true }));
console.log(init() === init(), init());
const slow = memoize((n: number, m: number): number => (console.log("computes", n, m), n * m));
console.log(slow(2, 3), slow(2, 3), slow(3, 2));
