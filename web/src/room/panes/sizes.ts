// How large the panes of the room are, by what somebody wished and what the window has room for. Pure.

/** What can be moved: two columns, and the border between what stands above and below in a column. */
export const SPLITS = ["left", "side", "chat", "notes", "below", "screen"] as const;
/** What can be collapsed. */
export const PARTS = ["faces", "notes", "question", "chat"] as const;

export type Split = (typeof SPLITS)[number];
export type Part = (typeof PARTS)[number];

/** What somebody has chosen. */
export interface Layout {
	/** The share of the room's width or height, between 0 and 1; what is absent has its usual size. */
	shares: Readonly<Partial<Record<Split, number>>>;
	closed: readonly Part[];
}

export const USUAL: Layout = { shares: {}, closed: [] };

/** The room that all panes have, in CSS pixels. */
export interface Box {
	width: number;
	height: number;
}

/** The size of what a splitter moves, within its limits, and of what it is a part. All are in CSS pixels. */
export interface Span {
	size: number;
	min: number;
	max: number;
	of: number;
}

export type Sizes = Readonly<Record<Split, Span>>;

/** The width of a splitter. */
export const GAP = 12;
/** The width of a column in which all is collapsed. */
export const RAIL = 44;
/** No pane gets smaller than this, so that each can be read and reached. */
const LEAST = {
	left: 168,
	center: 320,
	side: 240,
	faces: 104,
	notes: 116,
	question: 96,
	chat: 168,
	screen: 120,
	desk: 240,
};
const LEFT = ["faces", "notes"] as const;
const SIDE = ["question", "chat"] as const;
/** The parts of the column that a splitter is in or beside. */
const COLUMNS: Record<Split, readonly Part[]> = {
	left: LEFT,
	notes: LEFT,
	below: LEFT,
	side: SIDE,
	chat: SIDE,
	screen: [],
};
/** The parts that a splitter collapses. */
const BESIDE: Record<Split, readonly Part[]> = {
	left: LEFT,
	side: SIDE,
	chat: ["chat"],
	notes: ["notes"],
	below: ["notes"],
	screen: [],
};

/** Which columns have shrunk to a rail. Where two columns are all there is, one of them keeps its width. */
export function railsOf({ closed }: Layout, isTalk: boolean): { left: boolean; side: boolean } {
	const isClosed = (parts: readonly Part[]) => parts.every((part) => closed.includes(part));
	const side = isClosed(SIDE);
	return { left: isClosed(LEFT) && !(isTalk && side), side };
}

/**
 * Returns the size of everything. A wish that the window has no room for is kept for a larger one.
 *
 * @param isTalk whether there are only two columns: large faces, and the question with the chat
 * @param isWriting whether somebody takes part in writing, so that the chat is the conversation
 */
export function sizesOf(layout: Layout, { width: given, height }: Box, isTalk: boolean, isWriting = false): Sizes {
	// Narrower windows have tabs. What they leave behind fits into any that has columns.
	const width = Math.max(given, LEAST.left + LEAST.center + LEAST.side + 2 * GAP);
	const { shares } = layout;
	const rails = railsOf(layout, isTalk);
	const beside = isTalk ? LEAST.center + GAP : (rails.left ? RAIL : LEAST.left) + LEAST.center + 2 * GAP;
	const usual = isWriting ? width * (isTalk ? 0.6 : 0.38) : between(260, width * (isTalk ? 0.3 : 0.26), 460);
	const side = span(shares.side, width, LEAST.side, width - beside, usual);
	const taken = (rails.side ? RAIL : side.size) + LEAST.center + 2 * GAP;
	const left = span(shares.left, width, LEAST.left, width - taken, between(180, width * 0.175, 320));
	// The peer's picture, and the user's own below it. What is said about the call takes more: a guess, see the style sheet.
	const faces = left.size * 0.75 + GAP + left.size * 0.42;
	const notes = between(LEAST.notes, height - GAP - faces, height * 0.6);
	const rest = (above: number) => height - GAP - above;
	return {
		left,
		side,
		chat: span(
			shares.chat,
			height,
			LEAST.chat,
			rest(LEAST.question),
			height * (isWriting ? 0.62 : isTalk ? 0.32 : 0.42),
		),
		notes: span(shares.notes, height, LEAST.notes, rest(LEAST.faces), notes),
		// As many lines as a story has parts.
		below: span(shares.below, height, LEAST.notes, rest(LEAST.faces), between(208, height * 0.28, 320)),
		screen: span(shares.screen, height, LEAST.screen, rest(LEAST.desk), height * 0.55),
	};
}

/** Returns in which ways the desk has little room, as words that style sheets know. */
export function tightDesk({ left, side, screen }: Sizes, { width, height }: Box, rails: ReturnType<typeof railsOf>) {
	const rest = width - (rails.left ? RAIL : left.size) - (rails.side ? RAIL : side.size) - 2 * GAP;
	const isLow = height - screen.size - GAP < 360;
	return [rest < 580 && "narrow", isLow && "low-beside-a-screen"].filter(Boolean).join(" ");
}

function span(share: number | undefined, of: number, least: number, most: number, usual: number): Span {
	const max = Math.max(0, most);
	// In a window that is too low for all, what is below gives way.
	const min = Math.min(least, max);
	return { size: Math.round(between(min, share === undefined ? usual : share * of, max)), min, max, of };
}

function between(min: number, wish: number, max: number): number {
	return Math.max(min, Math.min(wish, max));
}

/** Returns the layout after a splitter was moved so that what it moves has this size. That also opens it. */
export function moved(layout: Layout, split: Split, size: number, { min, max, of }: Span): Layout {
	const share = of > 0 ? between(min, size, max) / of : 0;
	const column = COLUMNS[split];
	const isRail = column.every((part) => layout.closed.includes(part));
	// The width of a column says nothing about which of its panes are open.
	const opens = isRail || BESIDE[split].length === 1;
	const closed = opens ? layout.closed.filter((part) => !column.includes(part)) : layout.closed;
	return { shares: { ...layout.shares, [split]: share }, closed };
}

/** Returns the layout with the usual size of what a splitter moves. */
export function unmoved({ shares, closed }: Layout, split: Split): Layout {
	const { [split]: _, ...others } = shares;
	return { shares: others, closed };
}

/** Returns the layout in which these parts are collapsed, or open if all of them were collapsed. */
export function toggled(layout: Layout, parts: readonly Part[]): Layout {
	const isClosed = parts.every((part) => layout.closed.includes(part));
	const others = layout.closed.filter((part) => !parts.includes(part));
	return { ...layout, closed: isClosed ? others : [...others, ...parts] };
}

/** Returns the layout in which a part is open. */
export function opened(layout: Layout, part: Part): Layout {
	return layout.closed.includes(part) ? toggled(layout, [part]) : layout;
}

/** Returns the layout after Enter on a splitter. */
export function collapsed(layout: Layout, split: Split): Layout {
	return BESIDE[split].length > 0 ? toggled(layout, BESIDE[split]) : layout;
}
