const readline = require("readline");
const rl = readline.createInterface({ input: process.stdin, output: process.stdout, terminal: false });

class LRUCache {
  constructor(capacity) {
    this.capacity = capacity;
    this.map = new Map();
  }
  get(key) {
    if (!this.map.has(key)) return -1;
    const value = this.map.get(key);
    this.map.delete(key);
    this.map.set(key, value);
    return value;
  }
  put(key, value) {
    this.map.delete(key);
    this.map.set(key, value);
    if (this.map.size > this.capacity) this.map.delete(this.map.keys().next().value);
  }
}

let cache;
rl.on("line", (line) => {
  const [command, ...values] = line.split(" ");
  if (command === "size") cache = new LRUCache(Number(values[0]));
  else if (command === "put") cache.put(...values);
  else console.log(`${values[0]} -> ${cache.get(values[0])}`);
});
rl.on("close", () => console.log(cache, [...cache.map.entries()], cache.map.keys(), cache.map.entries()));
