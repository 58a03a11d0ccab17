// Text on the whiteboard: how wide it is, and how it is broken into lines. Pure.
//
// Widths are estimated from the letters rather than measured, so that both people, the replay and an exported file
// break a text at the same places, whichever fonts they have.

const NARROW = /[iljtfrI.,;:'|!()[\]{}\-"`]/;
const WIDE = /[mwMWQO@%&_—…]/;
const FULL = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{3fffd}]/u;

/** The distance of two base lines, as a part of the size. */
export const LEADING = 1.25;
/** How far below the top of its line a base line is, as a part of the size. */
export const ASCENT = 0.95;

function widthOfLetter(letter: string): number {
	if (FULL.test(letter)) return 1.05;
	if (NARROW.test(letter)) return 0.4;
	if (WIDE.test(letter)) return 0.98;
	return /[A-Z<>=+~#]/.test(letter) ? 0.8 : letter === " " ? 0.35 : 0.65;
}

/** Returns about how wide a line is, in units of the board. */
export function widthOf(line: string, size: number): number {
	let width = 0;
	for (const letter of line) width += widthOfLetter(letter);
	return width * size;
}

/** Breaks a text into lines of at most a width, between words where that is possible. */
export function linesOf(text: string, size: number, width = Number.POSITIVE_INFINITY): string[] {
	return text.split("\n").flatMap((line) => (widthOf(line, size) <= width ? [line] : broken(line, size, width)));
}

function broken(line: string, size: number, width: number): string[] {
	const lines: string[] = [];
	let current = "";
	for (const word of line.split(" ").flatMap((one) => pieces(one, size, width))) {
		const longer = current ? `${current} ${word}` : word;
		if (current && widthOf(longer, size) > width) {
			lines.push(current);
			current = word;
		} else current = longer;
	}
	return [...lines, current];
}

/** Cuts a word that is wider than a line. */
function pieces(word: string, size: number, width: number): string[] {
	if (widthOf(word, size) <= width) return [word];
	const all: string[] = [];
	let current = "";
	for (const letter of word) {
		if (current && widthOf(current + letter, size) > width) {
			all.push(current);
			current = "";
		}
		current += letter;
	}
	return [...all, current];
}

/** Returns the width and height of lines below each other. */
export function sizeOf(lines: readonly string[], size: number): { w: number; h: number } {
	return { w: Math.max(size / 2, ...lines.map((line) => widthOf(line, size))), h: lines.length * size * LEADING };
}
