// Prints in order, also while it is not yet known how promises in a text were.
import type { Output } from "../../output";
import { type Shown, shownWithPromises } from "./inspect";
import { now, Queue, whenSettled } from "./intrinsics";

type Stream = "stdout" | "stderr";

interface Piece {
	stream: Stream;
	text: string;
	isSure: boolean;
}

const LONGEST_WAIT = 100; // milliseconds: a program may let no microtask run

const waiting = new Queue<Piece>();
let since = 0;
let output: Pick<Output, "print">;

export function printTo(one: Pick<Output, "print">): void {
	output = one;
}

export function print(stream: Stream, text: string): void {
	add({ stream, text, isSure: true });
}

/** Prints what a function makes of the program's values. */
export function printShown(stream: Stream, make: () => string): void {
	const { text, sure }: Shown = shownWithPromises(make);
	const piece: Piece = { stream, text, isSure: !sure };
	add(piece);
	if (!sure) return;
	whenSettled(sure, (known) => {
		piece.text = known as string;
		piece.isSure = true;
		flush(false);
	});
}

function add(piece: Piece): void {
	if (waiting.isEmpty) {
		if (piece.isSure) {
			output.print(piece.stream, piece.text);
			return;
		}
		since = now();
	}
	waiting.add(piece);
	if (now() - since > LONGEST_WAIT) flush(true);
}

/** Prints what waits, all of it or what is sure. */
export function flush(isAll: boolean): void {
	for (let piece = waiting.peek(); piece && (isAll || piece.isSure); piece = waiting.peek()) {
		waiting.take();
		output.print(piece.stream, piece.text);
	}
	since = now();
}
