class TreeNode {
  val: number;
  left: TreeNode | null;
  right: TreeNode | null;
  constructor(val?: number, left?: TreeNode | null, right?: TreeNode | null) {
    this.val = val === undefined ? 0 : val;
    this.left = left === undefined ? null : left;
    this.right = right === undefined ? null : right;
  }
}
function build(values: (number | null)[]): TreeNode | null {
  if (values.length === 0 || values[0] === null) return null;
  const root = new TreeNode(values[0]);
  const queue: TreeNode[] = [root];
  for (let i = 1; i < values.length; ) {
    const node = queue.shift() as TreeNode;
    for (const side of ["left", "right"] as const) {
      const value = values[i++];
      if (value != null) queue.push((node[side] = new TreeNode(value)));
    }
  }
  return root;
}
const inorder = (node: TreeNode | null): number[] => (node ? [...inorder(node.left), node.val, ...inorder(node.right)] : []);
const depth = (node: TreeNode | null): number => (node === null ? 0 : 1 + Math.max(depth(node.left), depth(node.right)));
function* levels(root: TreeNode | null): Generator<number[]> {
  for (let row = root ? [root] : []; row.length; row = row.flatMap((n) => [n.left, n.right].filter((x): x is TreeNode => x !== null))) {
    yield row.map(({ val }) => val);
  }
}
const tree = build([5, 3, 8, 1, 4, null, 9]);
console.log(inorder(tree), depth(tree), [...levels(tree)], tree);
const isBst = (node: TreeNode | null, low = -Infinity, high = Infinity): boolean =>
  !node || (node.val > low && node.val < high && isBst(node.left, low, node.val) && isBst(node.right, node.val, high));
console.log(isBst(tree), isBst(build([1, 2, 3])), JSON.stringify(build([1, null, 2])));
