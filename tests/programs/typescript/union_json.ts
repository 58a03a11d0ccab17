type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
function flatten(value: Json, path: string = "", into: Record<string, Json> = {}): Record<string, Json> {
  if (typeof value !== "object" || value === null) into[path] = value;
  else for (const [key, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${key}` : key, into);
  return into;
}
function isJson(value: unknown): value is Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      return value === null || (Array.isArray(value) ? value : Object.values(value!)).every(isJson);
    default:
      return false;
  }
}
const data = JSON.parse('{"a":{"b":[1,{"c":null}],"d":"x"},"e":true}') as Json;
console.log(flatten(data), isJson(data), isJson({ f() {} }), isJson([NaN]));
function equal(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a) as (keyof typeof a)[];
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && equal((a as any)[key], (b as any)[key]));
}
console.log(equal({ x: [1, 2] }, { x: [1, 2] }), equal({ x: 1 }, { x: [1] }), equal([], {}));
const groupBy = <T, K extends PropertyKey>(items: readonly T[], key: (item: T) => K): Partial<Record<K, T[]>> =>
  items.reduce<Partial<Record<K, T[]>>>((groups, item) => ({ ...groups, [key(item)]: [...(groups[key(item)] ?? []), item] }), {});
console.log(groupBy(["apple", "avocado", "banana"], (word) => word[0]!), groupBy([1, 2, 3], (n) => (n % 2 ? "odd" : "even")));
console.log(JSON.stringify({ date: new Date(Date.UTC(2020, 0, 1)), map: new Map([[1, 2]]), big: 10n }, (_key: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value instanceof Map ? [...value] : value), 1));
