// What the tools work with: the marks, the selection, and what is shown before it is in the document.
import type { Area, ById, Point } from "./geometry";
import type { Board, Mark } from "./marks";
import { type Changes, type Fields, far, set } from "./writing";

export interface Style {
	colour: number;
	width: number;
	fill: number;
}
/** A text being written: of a mark that exists, or a new one at a place. */
export interface Writing {
	key: string | null;
	at: Point;
	text: string;
}
export interface Easel {
	board: Board;
	/** As they are in the document. */
	marks: readonly Mark[];
	byId: ById;
	/** Whether the server takes only what there was before shapes. */
	isOld: boolean;
	style: Style;
	selected: ReadonlySet<string>;
	/** Makes a change of mine; those of one `begin` are undone together. */
	change(work: (board: Board) => void): void;
	begin(): void;
	select(keys: Iterable<string>): void;
	/** Shows changes that are not written yet. */
	preview(changes: Changes | null): void;
	/** Shows a mark that is not written yet. */
	draft(fields: Fields | null): void;
	marquee(area: Area | null): void;
	write(writing: Writing): void;
	/** Called when a tool has put something there, with its key; null when the board is full. */
	done(key: string | null): void;
	/** Tells screen readers what has happened. */
	say(text: string): void;
}

/** How the pointer or the keyboard's pen is used. */
export interface How {
	/** How near something has to be to be meant, in units of the board. */
	reach: number;
	/** Whether it adds to the selection. */
	adds: boolean;
}
export interface Hand {
	down(at: Point, how: How): void;
	move(at: Point, how: How): void;
	up(): void;
	/** Takes back what was begun. */
	cancel(): void;
}

/** Milliseconds between two writes of a movement. */
const PACE = 80;

/** Shows a movement at once, and writes it now and then. */
export class Movement {
	private last = 0;
	private changes: Changes = new Map();
	private hasBegun = false;

	constructor(private readonly easel: () => Easel) {}

	to(changes: Changes, now = performance.now()): void {
		this.changes = changes;
		this.easel().preview(changes);
		if (now - this.last < PACE) return;
		this.last = now;
		this.write();
	}

	end(): void {
		this.write();
		this.changes = new Map();
		// With the next frame, which shows what was written.
		requestAnimationFrame(() => this.easel().preview(null));
	}

	private write(): void {
		const { easel, changes } = this;
		if (changes.size === 0) return;
		if (!this.hasBegun) easel().begin();
		this.hasBegun = true;
		easel().change((board) => set(board, changes));
	}
}

/** Returns a mark with changed fields, as it will be read from the document. */
export function changed(mark: Mark, fields: Fields | undefined): Mark {
	if (!fields) return mark;
	const whole = Object.entries(fields).map(([name, value]) => [name, typeof value === "number" ? far(value) : value]);
	return { ...mark, ...Object.fromEntries(whole) } as Mark;
}
