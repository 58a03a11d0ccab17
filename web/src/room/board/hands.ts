// The tools that draw: pen, eraser, shapes, arrows and text.
import type { Array as YArray } from "yjs";
import type { Easel, Hand } from "./easel";
import type { Point } from "./geometry";
import { BOXES, type Box, type Connector, isOneOf, LABEL_SIZE } from "./marks";
import { selecting } from "./selecting";
import { stuck } from "./sticking";
import { add, begin, eraseAt, extend, type Fields, placed } from "./writing";

export const TOOLS = ["select", "rect", "diamond", "ellipse", "arrow", "line", "pen", "text", "eraser"] as const;
export type Tool = (typeof TOOLS)[number];
/** Those whose marks a server of the release before takes: during a rollout, the room may be at one. */
const OLD_TOOLS: readonly Tool[] = ["pen", "text", "eraser"];

/** Returns the tools for a server that takes some kinds of marks. */
export function toolsFor(kinds: readonly string[]): readonly Tool[] {
	return BOXES.every((kind) => kinds.includes(kind)) ? TOOLS : OLD_TOOLS;
}

/** The size of a shape that is put there without drawing it. */
export const USUAL = { w: 240, h: 140 };

export function handOf(tool: Tool, easel: () => Easel): Hand {
	if (tool === "select") return selecting(easel);
	if (tool === "pen") return pen(easel);
	if (tool === "eraser") return eraser(easel);
	if (tool === "text") return writer(easel);
	return isOneOf(BOXES, tool) ? boxes(tool, easel) : connectors(tool as Connector["kind"], easel);
}

function pen(easel: () => Easel): Hand {
	let points: YArray<number> | null = null;
	return {
		down({ x, y }) {
			const { board, style } = easel();
			easel().begin();
			easel().change(() => {
				points = begin(board, x, y, style.colour, style.width);
			});
			if (!points) easel().done(null);
		},
		move({ x, y }, { reach }) {
			const stroke = points;
			// The peer may have erased it while it is being drawn.
			if (stroke?.doc) easel().change(() => extend(stroke, x, y, Math.min(4, Math.max(1, reach / 3))));
		},
		up() {
			points = null;
		},
		cancel() {
			const mark = points?.parent;
			easel().change((board) => {
				for (let at = board.length - 1; at >= 0; at -= 1) if (board.get(at) === mark) board.delete(at);
			});
			points = null;
		},
	};
}

function eraser(easel: () => Easel): Hand {
	let isDown = false;
	const erase = ({ x, y }: Point, reach: number) => easel().change((board) => eraseAt(board, x, y, reach));
	const lift = () => {
		isDown = false;
	};
	return {
		down(at, { reach }) {
			easel().begin();
			isDown = true;
			erase(at, reach);
		},
		move(at, { reach }) {
			if (isDown) erase(at, reach);
		},
		up: lift,
		cancel: lift,
	};
}

function writer(easel: () => Easel): Hand {
	let place: Point | null = null;
	return {
		down(at) {
			place = at;
		},
		move: () => undefined,
		// After the pointer is lifted, since pressing it moved the focus to the drawing.
		up() {
			if (place) easel().write({ key: null, at: place, text: "" });
			place = null;
		},
		cancel() {
			place = null;
		},
	};
}

/** Draws by pressing at one point and lifting at another: `made` returns the fields of what is between, or null. */
function spanned(easel: () => Easel, made: (from: Point, to: Point, reach: number) => Fields | null): Hand {
	let from: Point | null = null;
	let fields: Fields | null = null;
	const show = (next: Fields | null) => {
		fields = next;
		easel().draft(next);
	};
	return {
		down(at, { reach }) {
			from = at;
			show(made(at, at, reach));
		},
		move(at, { reach }) {
			if (from) show(made(from, at, reach));
		},
		up() {
			const done = fields;
			from = null;
			show(null);
			if (!done) return;
			easel().begin();
			let key: string | null = null;
			easel().change((board) => {
				key = add(board, done);
			});
			easel().done(key);
		},
		cancel() {
			from = null;
			show(null);
		},
	};
}

function boxes(kind: Box["kind"], easel: () => Easel): Hand {
	return spanned(easel, (from, to, reach) => ({ kind, ...easel().style, size: LABEL_SIZE, ...boxOf(from, to, reach) }));
}

function boxOf(from: Point, to: Point, reach: number): Fields {
	const [w, h] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
	if (w < reach && h < reach) return { x: from.x - USUAL.w / 2, y: from.y - USUAL.h / 2, ...USUAL };
	return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), w: Math.max(1, w), h: Math.max(1, h) };
}

function connectors(kind: Connector["kind"], easel: () => Easel): Hand {
	return spanned(easel, (from, to, reach) => {
		if (Math.hypot(to.x - from.x, to.y - from.y) < reach) return null;
		const { colour, width } = easel().style;
		const ends = { ...stuck(easel(), "from", from, reach), ...stuck(easel(), "to", to, reach) };
		const isLoop = ends.from !== "" && ends.from === ends.to;
		return { kind, colour, width, size: 28, ...placed(from, to), ...ends, ...(isLoop && { to: "" }) };
	});
}
