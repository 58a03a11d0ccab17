import { expect, test } from "vitest";
import * as Y from "yjs";
import { byIdOf, endsOf } from "./geometry";
import { type Board, type Connector, type Mark, read } from "./marks";
import { movesOf } from "./selecting";
import { between } from "./sticking";
import { add, begin, extend, type Fields, layer, paste, remove, resizeOf, set, write } from "./writing";

const ME = "me";
const BOX: Fields = { kind: "rect", colour: 0, width: 5, fill: 0, size: 32, x: 100, y: 100, w: 200, h: 100 };

interface Page {
	doc: Y.Doc;
	board: Board;
	/** The sizes of the updates of each change made here. */
	sizes: number[];
	history: Y.UndoManager;
	change(work: (board: Board) => void): void;
	marks(): Mark[];
}

/** Two pages that show the same board. */
function pages(): [Page, Page] {
	const both = [page(), page()] as [Page, Page];
	both.forEach(({ doc }, at) => {
		doc.on("update", (update: Uint8Array, origin: unknown) => {
			if (origin !== "line") Y.applyUpdate(both[1 - at]!.doc, update, "line");
		});
	});
	return both;
}

function page(): Page {
	const doc = new Y.Doc();
	const board: Board = doc.getArray("board");
	const sizes: number[] = [];
	doc.on("update", (update: Uint8Array, origin: unknown) => origin === "line" || sizes.push(update.length));
	const history = new Y.UndoManager(board, { trackedOrigins: new Set([ME]), captureTimeout: 0 });
	const change = (work: (board: Board) => void) => doc.transact(() => work(board), ME);
	return { doc, board, sizes, history, change, marks: () => read(board) };
}

function put({ change }: Page, fields: Fields): string {
	let key: string | null = null;
	change((board) => {
		key = add(board, fields);
	});
	return key!;
}

function connected(page: Page): { from: string; to: string; arrow: string } {
	const from = put(page, BOX);
	const to = put(page, { ...BOX, kind: "ellipse", x: 600 });
	const [first, second] = page.marks() as [Mark, Mark];
	const fields = between(first as never, second as never, byIdOf(page.marks()));
	return { from, to, arrow: put(page, { kind: "arrow", colour: 1, width: 5, ...fields }) };
}

function ends(page: Page): number[] {
	const marks = page.marks();
	const arrow = marks.find((one): one is Connector => one.kind === "arrow")!;
	return endsOf(arrow, byIdOf(marks)).flatMap(({ x, y }) => [Math.round(x), Math.round(y)]);
}

test("an arrow follows what it sticks to at both ends, on both pages, without being written again", () => {
	const [ada, ben] = pages();
	const { from, to } = connected(ada);
	expect(ends(ben)).toEqual([305, 150, 595, 150]);
	ben.change((board) => set(board, new Map([[from, { x: 100, y: 800 }]])));
	ada.change((board) => set(board, new Map([[to, { x: 100 }]])));
	expect(ends(ada)).toEqual(ends(ben));
	expect(ends(ada)).toEqual([200, 795, 200, 205]);
});

test("what two move at the same time ends at one place for both", () => {
	const [ada, ben] = [page(), page()];
	const key = put(ada, BOX);
	Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(ada.doc));
	ada.change((board) => set(board, new Map([[key, { x: 1, y: 2 }]])));
	ben.change((board) => set(board, new Map([[key, { x: 3, y: 4 }]])));
	ben.change((board) => layer(board, new Set([key]), "front"));
	Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(ada.doc));
	Y.applyUpdate(ada.doc, Y.encodeStateAsUpdate(ben.doc));
	expect(ada.marks()).toEqual(ben.marks());
	expect([1, 3]).toContain((ada.marks()[0] as { x: number }).x);
});

test("moving a shape and drawing farther take few bytes each, and nothing if nothing changes", () => {
	const [ada] = pages();
	const key = put(ada, BOX);
	const points: Y.Array<number>[] = [];
	ada.change((board) => points.push(begin(board, 0, 0, 0, 5)!));
	ada.sizes.length = 0;
	for (let step = 1; step <= 40; step += 1)
		ada.change((board) => set(board, new Map([[key, { x: 100 + 17 * step, y: 100 + 11 * step }]])));
	expect(ada.sizes).toHaveLength(40);
	expect(Math.max(...ada.sizes)).toBeLessThanOrEqual(55);
	ada.sizes.length = 0;
	for (let step = 1; step <= 100; step += 1) ada.change(() => extend(points[0]!, 10 * step, 7 * step));
	expect(ada.sizes).toHaveLength(100);
	expect(Math.max(...ada.sizes)).toBeLessThanOrEqual(40);
	// As it is kept: all of the stroke is one piece.
	expect(Y.encodeStateAsUpdate(ada.doc).length).toBeLessThan(2_600);
	ada.sizes.length = 0;
	ada.change((board) => set(board, new Map([[key, { x: 780, y: 540 }]])));
	expect(ada.sizes).toEqual([]);
});

test("without what it stuck to, an arrow stays where it was, and undoing brings both back", () => {
	const [ada, ben] = pages();
	const { from } = connected(ada);
	const before = ends(ada);
	ada.change((board) => remove(board, new Set([from])));
	expect(ends(ben)).toEqual(before);
	expect(ben.marks().find((one) => one.kind === "arrow")).toMatchObject({ from: "" });
	ada.history.undo();
	expect(
		ben
			.marks()
			.map((one) => one.kind)
			.sort(),
	).toEqual(["arrow", "ellipse", "rect"]);
	const [rect] = ben.marks().filter((one) => one.kind === "rect");
	ben.change((board) => set(board, new Map([[rect!.key, { y: 700 }]])));
	expect(ends(ada)).not.toEqual(before);
});

test("undo takes back what was done here, and leaves what the other one did", () => {
	const [ada, ben] = pages();
	const hers = put(ada, BOX);
	const his = put(ben, { ...BOX, x: 900 });
	ada.change((board) => set(board, new Map([[hers, { x: 500 }]])));
	ben.change((board) => set(board, new Map([[hers, { y: 640 }]])));
	ada.history.undo();
	expect(ada.marks()).toMatchObject([{ x: 100, y: 640 }, { key: his }]);
	ada.history.undo();
	expect(ben.marks().map((one) => one.key)).toEqual([his]);
	ada.history.undo();
	expect(ben.marks().map((one) => one.key)).toEqual([his]);
});

test("copies have names of their own, and arrows among them stick to the copies", () => {
	const [ada, ben] = pages();
	const { from, arrow } = connected(ada);
	const marks = ada.marks();
	ada.change((board) => paste(board, marks, byIdOf(marks), 30));
	expect(ben.marks()).toHaveLength(6);
	const copy = ben.marks()[5] as Connector;
	expect([copy.from, copy.to]).toEqual(
		ben
			.marks()
			.slice(3, 5)
			.map((one) => one.id),
	);
	// Alone, it has nothing to stick to, and stays in its form.
	ada.change((board) =>
		paste(
			board,
			marks.filter((one) => one.key === arrow),
			byIdOf(marks),
			30,
		),
	);
	expect(ben.marks()[6]).toMatchObject({ from: "", to: "", x: 335, y: 180, w: 290, h: 0 });
	expect(new Set(ben.marks().map((one) => one.key)).size).toBe(7);
	expect(from).not.toBe(copy.from);
});

test("strokes and labels of older clients are moved, resized and copied without being drawn again", () => {
	const [ada, ben] = pages();
	ada.change((board) => {
		extend(begin(board, 0, 0, 2, 5)!, 100, 50);
		write(board, 40, 80, 1, "cache");
	});
	const [stroke, label] = ada.marks() as [Mark, Mark];
	ada.change((board) => set(board, movesOf([stroke, label], 10, 20)));
	const area = { x: 10, y: 20, w: 100, h: 50 };
	const larger = resizeOf(ada.marks()[0]!, new Map(), area, { ...area, w: 200 });
	ada.change((board) => set(board, new Map([[stroke.key, larger]])));
	const marks = ben.marks();
	expect(marks).toMatchObject([
		{ points: [0, 0, 100, 50], x: 10, y: 20, w: 200, h: 50 },
		{ x: 50, y: 100, text: "cache" },
	]);
	ben.change((board) => paste(board, marks, new Map(), 5));
	expect(ada.marks()[2]).toMatchObject({ kind: "stroke", points: [0, 0, 100, 50], x: 15, y: 25 });
});

test("what is brought to the front is above all, in its order, and what is drawn later above that", () => {
	const [ada, ben] = pages();
	const [one, two, three] = [put(ada, BOX), put(ada, BOX), put(ada, BOX)];
	const order = () => ben.marks().map((mark) => mark.key);
	ada.change((board) => layer(board, new Set([two, one]), "front"));
	expect(order()).toEqual([three, one, two]);
	const four = put(ben, BOX);
	expect(order()).toEqual([three, one, two, four]);
	ben.change((board) => layer(board, new Set([four]), "back"));
	expect(order()).toEqual([four, three, one, two]);
});
