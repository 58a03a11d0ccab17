class UnionFind {
  private parent: Int32Array;
  private size: Int32Array;
  public components: number;
  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_: unknown, i: number) => i);
    this.size = new Int32Array(count).fill(1);
    this.components = count;
  }
  find(x: number): number {
    while (this.parent[x] !== x) {
      this.parent[x] = this.parent[this.parent[x]!]!;
      x = this.parent[x]!;
    }
    return x;
  }
  union(a: number, b: number): boolean {
    let [x, y] = [this.find(a), this.find(b)];
    if (x === y) return false;
    if (this.size[x]! < this.size[y]!) [x, y] = [y, x];
    this.parent[y] = x;
    this.size[x]! += this.size[y]!;
    this.components--;
    return true;
  }
}
const sets = new UnionFind(100_000);
for (let i: number = 0; i + 2 < 100_000; i++) sets.union(i, i + 2);
console.log(sets.components, sets.find(99_998) === sets.find(0), sets.find(1) === sets.find(0));
const grid: ReadonlyArray<string> = ["11000", "11000", "00100", "00011"];
function islands(rows: readonly string[]): number {
  const [height, width]: [number, number] = [rows.length, rows[0]?.length ?? 0];
  const cells = new UnionFind(height * width);
  let water = 0;
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      if (rows[r]![c] === "0") { water++; continue; }
      if (rows[r + 1]?.[c] === "1") cells.union(r * width + c, (r + 1) * width + c);
      if (rows[r]![c + 1] === "1") cells.union(r * width + c, r * width + c + 1);
    }
  return cells.components - water;
}
console.log(islands(grid), new UnionFind(3));
