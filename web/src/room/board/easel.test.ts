import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { type Easel, Movement } from "./easel";
import { TOOLS, toolsFor } from "./hands";
import { type Board, read } from "./marks";
import { add } from "./writing";

afterEach(() => vi.unstubAllGlobals());

test("a movement of a second is written a few times, ends where it ended, and is undone as one", () => {
	vi.stubGlobal("requestAnimationFrame", (callback: () => void) => callback());
	const doc = new Y.Doc();
	const board: Board = doc.getArray("board");
	const key = add(board, { kind: "rect", colour: 0, width: 5, x: 0, y: 0, w: 100, h: 100 })!;
	const history = new Y.UndoManager(board, { trackedOrigins: new Set(["me"]), captureTimeout: 1e9 });
	const sizes: number[] = [];
	doc.on("update", (update: Uint8Array) => sizes.push(update.length));
	const shown: unknown[] = [];
	const easel = {
		begin: () => history.stopCapturing(),
		change: (work: (board: Board) => void) => doc.transact(() => work(board), "me"),
		preview: (changes: unknown) => shown.push(changes),
	} as unknown as Easel;
	const movement = new Movement(() => easel);
	for (let step = 1; step <= 120; step += 1)
		movement.to(new Map([[key, { x: 5 * step, y: 3 * step }]]), 1000 + 8 * step);
	movement.end();
	expect(shown).toHaveLength(121);
	expect(shown.at(-1)).toBeNull();
	expect(sizes.length).toBeLessThanOrEqual(14);
	expect(sizes.reduce((one, other) => one + other)).toBeLessThanOrEqual(14 * 55);
	expect(read(board)).toMatchObject([{ x: 600, y: 360 }]);
	history.undo();
	expect(read(board)).toMatchObject([{ x: 0, y: 0 }]);
});

test("a server of the release before gets only what it takes", () => {
	expect(toolsFor(["stroke", "label"])).toEqual(["pen", "text", "eraser"]);
	expect(toolsFor(["stroke", "label", "rect", "ellipse", "diamond", "arrow", "line", "text", "more"])).toEqual(TOOLS);
});
