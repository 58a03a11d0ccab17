type Matrix<T = number> = T[][];
const identity = (n: number): Matrix => Array.from({ length: n }, (_, r) => Array.from({ length: n }, (_, c) => +(r === c)));
const multiply = (a: Matrix<bigint>, b: Matrix<bigint>): Matrix<bigint> =>
  a.map((row) => b[0]!.map((_, c) => row.reduce((sum, value, i) => sum + value * b[i]![c]!, 0n)));
function power(base: Matrix<bigint>, exponent: number): Matrix<bigint> {
  let result: Matrix<bigint> = base.map((row, r) => row.map((_, c) => (r === c ? 1n : 0n)));
  for (let square = base; exponent > 0; exponent >>>= 1, square = multiply(square, square)) {
    if (exponent & 1) result = multiply(result, square);
  }
  return result;
}
const fibonacci = (n: number): bigint => power([[1n, 1n], [1n, 0n]], n)[0]![1]!;
console.log([1, 2, 10, 90].map(fibonacci), fibonacci(300), identity(3));
const spiral = <T,>(matrix: Matrix<T>): T[] => {
  const out: T[] = [];
  const rows = matrix.map((row) => [...row]);
  while (rows.length) {
    out.push(...rows.shift()!);
    for (const row of rows) if (row.length) out.push(row.pop()!);
    out.push(...(rows.pop() ?? []).reverse());
    for (const row of [...rows].reverse()) if (row.length) out.push(row.shift()!);
  }
  return out;
};
console.log(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), spiral<string>([["a"]]));
const transpose = <T,>(m: readonly (readonly T[])[]): T[][] => m[0]!.map((_, c) => m.map((row) => row[c]!));
console.table(transpose([[1, 2], [3, 4], [5, 6]]));
const chunk = <T>(items: T[], n: number): T[][] => (items.length ? [items.slice(0, n), ...chunk(items.slice(n), n)] : []);
console.log(chunk([1, 2, 3, 4, 5], 2), chunk<never>([], 2));
