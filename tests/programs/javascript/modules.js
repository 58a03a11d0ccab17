import fs, { readFileSync } from "node:fs";
import { EventEmitter, once } from "events";
import * as path from "path";
import { setTimeout as sleep } from "timers/promises";
import assert from "node:assert/strict";
import { performance } from "perf_hooks";

console.log("module", this, typeof require, import.meta.url.startsWith("file:///"), typeof performance.now());
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("microtask"));
const lines = readFileSync(0, "utf8").trim().split("\n");
console.log(lines, fs.existsSync("/no/such"), path.basename("/a/b.js", ".js"));
await sleep(3);
console.log("after the first await");
const { default: util, inspect } = await import("util");
console.log(inspect({ a: 1 }), util.inspect === inspect);
assert.equal(1, 1);
const emitter = new EventEmitter();
setTimeout(() => emitter.emit("go", "gone"), 2);
console.log(await once(emitter, "go"));
try {
  undeclared = 1;
} catch (error) {
  console.log(error.name, error.message);
}
export const answer = 42;
export default function main() {
  return answer;
}
console.log(main(), [main]);
for await (const value of [sleep(2, "a"), "b"]) console.log(value);
