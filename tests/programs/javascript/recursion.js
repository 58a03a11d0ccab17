const fib = (n, memo = {}) => (n < 2 ? n : (memo[n] ??= fib(n - 1, memo) + fib(n - 2, memo)));
console.log(fib(90), fib(1000));
const depth = (n) => (n === 0 ? 0 : 1 + depth(n - 1));
console.log(depth(4000));
function permutations(items) {
  if (items.length < 2) return [items];
  return items.flatMap((one, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [one, ...rest]));
}
console.log(permutations([1, 2, 3]), permutations([..."abcdef"]).length);
function hanoi(n, from, to, via, moves = []) {
  if (n === 0) return moves;
  hanoi(n - 1, from, via, to, moves);
  moves.push(`${from}${to}`);
  return hanoi(n - 1, via, to, from, moves);
}
console.log(hanoi(4, "A", "C", "B").join(" "));
const endless = () => endless() + 1;
try {
  endless();
} catch (error) {
  console.log(error instanceof RangeError, error.name, error.message);
}
// 10^5 nodes, without recursion.
let list = null;
for (let i = 0; i < 100_000; i++) list = { i, next: list };
let reversed = null;
while (list) [list.next, reversed, list] = [reversed, list, list.next];
let length = 0;
for (let node = reversed; node; node = node.next) length++;
console.log(length, reversed);
function ackermann(m, n) {
  return m === 0 ? n + 1 : n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
console.log(ackermann(2, 50));
