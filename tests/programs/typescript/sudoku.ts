type Digit = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Board = (Digit | 0)[][];
const board: Board = `53..7....
6..195...
.98....6.
8...6...3
4..8.3..1
7...2...6
.6....28.
...419..5
....8..79`.split("\n").map((line) => [...line].map((c): Digit | 0 => (c === "." ? 0 : (Number(c) as Digit))));
function* candidates(board: Board, row: number, column: number): Iterable<Digit> {
  const [top, left] = [row - (row % 3), column - (column % 3)] as const;
  next: for (let digit = 1 as Digit; digit <= 9; digit++) {
    for (let i = 0; i < 9; i++) {
      if (board[row]![i] === digit || board[i]![column] === digit) continue next;
      if (board[top + Math.floor(i / 3)]![left + (i % 3)] === digit) continue next;
    }
    yield digit;
  }
}
let tries = 0;
function solve(board: Board): boolean {
  for (let row = 0; row < 9; row++) {
    const column = board[row]!.indexOf(0);
    if (column < 0) continue;
    for (const digit of candidates(board, row, column)) {
      tries++;
      board[row]![column] = digit;
      if (solve(board)) return true;
    }
    board[row]![column] = 0;
    return false;
  }
  return true;
}
console.log(solve(board), tries);
console.log(board.map((row) => row.join("")).join("\n"));
