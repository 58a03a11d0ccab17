class MinHeap {
  #items = [];
  constructor(compare = (a, b) => a - b) {
    this.compare = compare;
  }
  get size() {
    return this.#items.length;
  }
  push(item) {
    const items = this.#items;
    let i = items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.compare(items[parent], items[i]) <= 0) break;
      [items[parent], items[i]] = [items[i], items[parent]];
      i = parent;
    }
  }
  pop() {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length) {
      items[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) {
          if (child < items.length && this.compare(items[child], items[least]) < 0) least = child;
        }
        if (least === i) break;
        [items[least], items[i]] = [items[i], items[least]];
        i = least;
      }
    }
    return top;
  }
}
function dijkstra(graph, start) {
  const distances = Object.fromEntries(Object.keys(graph).map((name) => [name, Infinity]));
  distances[start] = 0;
  const heap = new MinHeap(([a], [b]) => a - b);
  heap.push([0, start]);
  while (heap.size) {
    const [distance, name] = heap.pop();
    if (distance > distances[name]) continue;
    for (const [next, weight] of Object.entries(graph[name])) {
      if (distance + weight < distances[next]) heap.push([(distances[next] = distance + weight), next]);
    }
  }
  return distances;
}
console.log(dijkstra({ a: { b: 7, c: 3 }, b: { d: 2 }, c: { b: 1, d: 8 }, d: {}, e: {} }, "a"));
const heap = new MinHeap();
let seed = 1;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648);
const numbers = Array.from({ length: 50_000 }, random);
numbers.forEach((one) => heap.push(one));
const sorted = [];
while (heap.size) sorted.push(heap.pop());
console.log(sorted.slice(0, 5), sorted.every((one, i) => i === 0 || sorted[i - 1] <= one), heap);
