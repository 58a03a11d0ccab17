import readline from "node:readline";

interface Command { name: "push" | "pop" | "max"; value?: number }
const parse = (line: string): Command => {
  const [name, value] = line.trim().split(/\s+/);
  return { name: name as Command["name"], ...(value === undefined ? {} : { value: +value }) };
};
class MaxStack {
  private readonly items: { value: number; max: number }[] = [];
  push(value: number): void {
    this.items.push({ value, max: Math.max(value, this.items.at(-1)?.max ?? -Infinity) });
  }
  pop(): number | undefined { return this.items.pop()?.value; }
  get max(): number | undefined { return this.items.at(-1)?.max; }
}
async function main(): Promise<number> {
  const stack = new MaxStack();
  let handled = 0;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (!line) continue;
    const { name, value }: Command = parse(line);
    if (name === "push") stack.push(value!);
    else console.log(name, name === "pop" ? stack.pop() : stack.max);
    handled++;
  }
  return handled;
}
console.log(await main());
