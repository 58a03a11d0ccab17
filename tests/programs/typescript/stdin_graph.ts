import * as fs from "fs";

type Graph = Map<number, Set<number>>;
const lines: string[] = fs.readFileSync(0, "utf-8").trim().split("\n");
const [count, edges] = lines[0]!.split(" ").map(Number) as [number, number];
const graph: Graph = new Map(Array.from({ length: count }, (_, i): [number, Set<number>] => [i + 1, new Set()]));
for (const line of lines.slice(1, edges + 1)) {
  const [a, b] = line.split(" ").map(Number) as [number, number];
  graph.get(a)!.add(b);
  graph.get(b)!.add(a);
}
function bfs(graph: Graph, start: number): Record<number, number> {
  const distances: Record<number, number> = { [start]: 0 };
  const queue: number[] = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const next of graph.get(node) ?? []) {
      if (next in distances) continue;
      distances[next] = distances[node]! + 1;
      queue.push(next);
    }
  }
  return distances;
}
console.log(bfs(graph, 1), graph);
