interface Comparable<T> {
  compareTo(other: T): number;
}
class Version implements Comparable<Version> {
  private readonly parts: readonly number[];
  constructor(text: string) {
    this.parts = text.split(".").map(Number);
  }
  compareTo(other: Version): number {
    for (let i = 0; i < Math.max(this.parts.length, other.parts.length); i++) {
      const difference = (this.parts[i] ?? 0) - (other.parts[i] ?? 0);
      if (difference !== 0) return Math.sign(difference);
    }
    return 0;
  }
  toString(): string {
    return this.parts.join(".");
  }
}
function max<T extends Comparable<T>>(items: readonly T[]): T | undefined {
  return items.reduce<T | undefined>((best, item) => (best === undefined || item.compareTo(best) > 0 ? item : best), undefined);
}
const versions = ["1.2", "1.10.1", "1.9"].map((text) => new Version(text));
console.log(String(max(versions)), max<Version>([]), versions);

type Result<T, E extends Error = Error> = { ok: true; value: T } | { ok: false; error: E };
const attempt = <T,>(work: () => T): Result<T> => {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, error: error as Error };
  }
};
const parsed = attempt<{ a: number }>(() => JSON.parse('{"a":1}'));
console.log(parsed.ok ? parsed.value.a : parsed.error.message, attempt(() => { throw new TypeError("no"); }).ok);
type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] };
const merge = <T extends object>(base: T, changes: DeepPartial<T>): T => ({ ...base, ...(changes as Partial<T>) });
console.log(merge({ a: 1, b: { c: 2 } }, { b: { c: 3 } }));
const pick = <T, const K extends readonly (keyof T)[]>(from: T, ...names: K) =>
  Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K[number]>;
console.log(pick({ x: 1, y: "two", z: [3] }, "x", "z"));
