function combine(a: number, b: number): number;
function combine(a: string, b: string): string;
function combine(a: any, b: any): any {
  return a + b;
}
class Builder {
  private parts: string[] = [];
  add(value: string): this;
  add(value: number, digits?: number): this;
  add(value: string | number, digits = 0): this {
    this.parts.push(typeof value === "number" ? value.toFixed(digits) : value);
    return this;
  }
  build(): string { return this.parts.join(" "); }
}
console.log(combine(1, 2), combine("a", "b"), new Builder().add("pi").add(3.14159, 2).add(2).build());
type Shape = { kind: "circle"; radius: number } | { kind: "rect"; w: number; h: number };
function area(shape: Shape): number {
  switch (shape.kind) {
    case "circle": return Math.round(Math.PI * shape.radius ** 2);
    case "rect": return shape.w * shape.h;
    default: {
      const never: never = shape;
      return never;
    }
  }
}
const shapes = [{ kind: "circle", radius: 2 }, { kind: "rect", w: 2, h: 3 }] as const satisfies readonly Shape[];
console.log(shapes.map((shape) => area(shape)));
function isString(value: unknown): value is string { return typeof value === "string"; }
function assertDefined<T>(value: T | undefined | null, name?: string): asserts value is T {
  if (value == null) throw new Error(`${name ?? "value"} is missing`);
}
const values: unknown[] = ["x", 1, null];
console.log(values.filter(isString));
let maybe: string | undefined = "there";
assertDefined(maybe, "maybe");
console.log(maybe!.length, (<string>maybe).toUpperCase(), (maybe as unknown as { length: number }).length);
try { assertDefined(undefined, "it"); } catch (e) { console.log((e as Error).message); }
const tuple: [name: string, age?: number, ...rest: boolean[]] = ["a", 1, true];
const [first, ...others]: typeof tuple = tuple;
console.log(first, others, tuple?.[1]! + 1);
let unset!: number;
console.log(unset, typeof area satisfies string);
