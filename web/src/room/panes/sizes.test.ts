// Sizes of panes: no window is too small for any of them, and wishes outlive a small window.
import { expect, test } from "vitest";
import { readLayout } from "./panesStorage";
import {
	collapsed,
	GAP,
	type Layout,
	moved,
	opened,
	PARTS,
	RAIL,
	railsOf,
	SPLITS,
	sizesOf,
	toggled,
	USUAL,
	unmoved,
} from "./sizes";

const WINDOWS = [
	[797, 440],
	[936, 459],
	[1_000, 300],
	[1_256, 639],
	[1_416, 819],
	[1_896, 999],
	[2_536, 1_360],
].map(([width, height]) => ({ width: width!, height: height! }));
const LAYOUTS: Layout[] = [
	USUAL,
	...[0.001, 0.5, 0.999].map((share) => ({
		shares: Object.fromEntries(SPLITS.map((one) => [one, share])),
		closed: [],
	})),
	{ shares: { left: 0.6, side: 0.6 }, closed: ["question", "chat"] },
	{ shares: { left: 0.6, side: 0.6 }, closed: ["faces", "notes"] },
];

test("nothing is out of reach in any window", () => {
	for (const box of WINDOWS) {
		for (const layout of LAYOUTS) {
			for (const isTalk of [false, true]) {
				const sizes = sizesOf(layout, box, isTalk);
				const rails = railsOf(layout, isTalk);
				for (const split of SPLITS) {
					const { size, min, max } = sizes[split];
					expect(size).toBeGreaterThanOrEqual(Math.floor(min));
					expect(size).toBeLessThanOrEqual(Math.ceil(max));
				}
				const side = rails.side ? RAIL : sizes.side.size;
				const left = isTalk ? -GAP : rails.left ? RAIL : sizes.left.size;
				// The editor, or the large faces.
				expect(box.width - side - left - 2 * GAP).toBeGreaterThanOrEqual(319);
				if (box.height < 400) continue;
				for (const split of ["chat", "notes", "below", "screen"] as const) {
					expect(sizes[split].size).toBeGreaterThanOrEqual(116);
					expect(box.height - sizes[split].size - GAP).toBeGreaterThanOrEqual(96);
				}
			}
		}
	}
});

test("a wish is kept for a window that has room for it", () => {
	const [large, small] = [WINDOWS.at(-1)!, WINDOWS[1]!];
	const wide = moved(USUAL, "side", 1_500, sizesOf(USUAL, large, false).side);
	const before = sizesOf(wide, large, false).side.size;
	expect(before).toBe(1_500);
	expect(sizesOf(wide, small, false).side.size).toBeLessThan(small.width / 2);
	expect(sizesOf(wide, large, false).side.size).toBe(before);
	expect(sizesOf(unmoved(wide, "side"), large, false)).toEqual(sizesOf(USUAL, large, false));
});

test("a splitter stops at its limits", () => {
	const box = WINDOWS[3]!;
	const { chat } = sizesOf(USUAL, box, false);
	for (const [wish, limit] of [
		[-1_000, chat.min],
		[1_000_000, chat.max],
	] as const) {
		expect(sizesOf(moved(USUAL, "chat", wish, chat), box, false).chat.size).toBeCloseTo(limit, 0);
	}
	// A window that isn't measured yet leaves nothing behind that can't be shown.
	expect(readLayout(JSON.stringify(moved(USUAL, "chat", 100, { size: 0, min: 0, max: 0, of: 0 })))).toEqual(USUAL);
});

test("panes are collapsed and opened one by one, by their column, and by moving what is beside them", () => {
	const span = sizesOf(USUAL, WINDOWS[3]!, false);
	const noChat = toggled(USUAL, ["chat"]);
	expect(noChat.closed).toEqual(["chat"]);
	expect(opened(noChat, "chat").closed).toEqual([]);
	expect(opened(USUAL, "chat")).toBe(USUAL);
	expect(moved(noChat, "chat", 300, span.chat).closed).toEqual([]);
	expect(moved(noChat, "side", 300, span.side).closed).toEqual(["chat"]);
	const noSide = collapsed(noChat, "side");
	expect(new Set(noSide.closed)).toEqual(new Set(["question", "chat"]));
	expect(railsOf(noSide, false)).toEqual({ left: false, side: true });
	expect(collapsed(noSide, "side").closed).toEqual([]);
	expect(moved(noSide, "side", 300, span.side).closed).toEqual([]);
	expect(collapsed(USUAL, "screen")).toBe(USUAL);
	// Where two columns are all there is, one keeps its width.
	expect(railsOf({ shares: {}, closed: PARTS }, true)).toEqual({ left: false, side: true });
});

test("what this version doesn't know is left out of what was kept", () => {
	expect(readLayout('{"shares":{"side":0.4,"top":0.2,"chat":7,"left":"x"},"closed":["chat","bell"]}')).toEqual({
		shares: { side: 0.4 },
		closed: ["chat"],
	});
	for (const broken of [null, "", "{", "[]", "7", "null", '{"shares":null,"closed":[]}', '{"shares":{},"closed":7}']) {
		expect(readLayout(broken)).toEqual(USUAL);
	}
});

test("where somebody takes part in writing, the chat is larger than the question, unless it was moved", () => {
	const box = { width: 1_256, height: 720 };
	for (const isTalk of [false, true]) {
		const { chat, side } = sizesOf(USUAL, box, isTalk, true);
		expect(chat.size).toBeGreaterThan(box.height / 2);
		expect(side.size).toBeGreaterThan(sizesOf(USUAL, box, isTalk).side.size);
		expect(sizesOf({ shares: { chat: 0.3 }, closed: [] }, box, isTalk, true).chat.size).toBe(216);
	}
});
