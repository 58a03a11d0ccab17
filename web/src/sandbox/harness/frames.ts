// Reads the results of test cases from what a program printed.
import { abridged } from "../abridged";
import { judged, LONGEST, NO_ERROR } from "../cases";
import { wellFormed } from "../output";
import type { CaseResult } from "../protocol";
import type { PlainCase, PlainTests } from "./plain";

/** How a test case went, with what the program printed meanwhile. */
export interface Trial extends CaseResult {
	printed: string;
}
export interface Trials {
	/** All that the program printed itself. */
	printed: string;
	/** What it printed before the first case and after the last. */
	outside: string;
	/** One for each case, in their order. */
	results: Trial[];
}

/** Who hears of what is read. */
export interface Listener {
	/** What was printed before the first case or after the last. */
	outside(text: string): void;
	/** The first case begins. */
	trying(): void;
	tried(trial: Trial): void;
}

/**
 * Separates results from what a program prints, as it comes. A result is the nonce, the number of the case, `ok` or
 * `error`, and JSON, up to the end of the line; what comes out of turn is taken as printed.
 */
export class Reader {
	private readonly frames: RegExp;
	private unread = "";
	private printed = ""; // since the last result
	private tried = -1; // how many cases; before they begin, one less

	constructor(
		private readonly nonce: string,
		private readonly tests: PlainTests,
		private readonly listener: Listener,
	) {
		this.frames = new RegExp(`${nonce}:(\\d+):(begin|ok|error):(.*)\n`, "g");
	}

	read(text: string): void {
		this.unread += text;
		// A result that is long comes in many pieces, and ends with the line.
		if (this.unread.length > text.length && !text.includes("\n") && this.unread.startsWith(this.nonce)) return;
		let end = 0;
		for (const frame of this.unread.matchAll(this.frames)) {
			this.print(this.unread.slice(end, frame.index));
			end = frame.index + frame[0].length;
			this.take(Number(frame[1]), frame[2]!, frame[3]!);
		}
		const rest = this.unread.slice(end);
		const kept = this.partOfResult(rest);
		this.print(rest.slice(0, kept));
		this.unread = rest.slice(kept);
	}

	/** Returns where a result begins that may go on in what is yet to come. Its first letter is nowhere else in a nonce. */
	private partOfResult(text: string): number {
		const at = text.lastIndexOf(this.nonce);
		if (at >= 0 && !text.includes("\n", at)) return at;
		const begun = text.lastIndexOf(this.nonce[0]!);
		return begun >= 0 && this.nonce.startsWith(text.slice(begun)) ? begun : text.length;
	}

	/** The program has ended. */
	end(): void {
		this.print(this.unread);
		this.unread = "";
		let during = this.tried >= 0;
		for (let left = this.tests.cases.length - Math.max(this.tried, 0); left > 0; left -= 1) {
			const error = during ? "The program ended before the function returned." : "Not tried: the program had ended.";
			this.listener.tried({ passed: false, error, printed: this.printed });
			this.printed = "";
			during = false;
		}
	}

	private print(text: string): void {
		const isOutside = this.tried < 0 || this.tried >= this.tests.cases.length;
		if (isOutside && text) this.listener.outside(text);
		else this.printed += text;
	}

	private take(number: number, kind: string, text: string): void {
		if (kind === "begin" && this.tried < 0) {
			this.tried = 0;
			this.listener.trying();
		} else if (kind !== "begin" && number === this.tried && number < this.tests.cases.length) {
			const trial = { ...judge(kind, text, this.tests.cases[number]!, this.tests), printed: this.printed };
			this.printed = "";
			this.tried += 1;
			this.listener.tried(trial);
		}
	}
}

/** Separates results from all that a program printed. */
export function unwrap(stdout: string, nonce: string, tests: PlainTests): Trials {
	const trials: Trials = { printed: "", outside: "", results: [] };
	const outside = (text: string) => {
		trials.outside += text;
		trials.printed += text;
	};
	const tried = (trial: Trial) => {
		trials.results.push(trial);
		trials.printed += trial.printed;
	};
	const reader = new Reader(nonce, tests, { outside, trying: () => undefined, tried });
	reader.read(stdout);
	reader.end();
	return trials;
}

function judge(kind: string, text: string, one: PlainCase, tests: PlainTests): CaseResult {
	if (kind === "error") return { passed: one.isError, error: wellFormed(String(read(text) ?? text)) };
	const returned = read(text);
	const got = text.length > LONGEST && returned !== undefined ? abridged(returned) : readable(text);
	if (one.isError) return { passed: false, got, error: NO_ERROR };
	if (one.isOpen) return { passed: true, got };
	return { ...(returned === undefined ? { passed: false } : judged({}, returned, one.expected, tests)), got };
}

/** Returns the value of JSON; what is none, such as NaN, is undefined and fits nothing. */
function read(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** JSON with its letters themselves, where a program has written them as `\\u` and a number. */
function readable(json: string): string {
	return json.replace(/(?:\\u[\da-f]{4})+|\\[^u]/gi, (escaped) => {
		const text = read(`"${escaped}"`);
		return typeof text === "string" ? JSON.stringify(text).slice(1, -1) : escaped;
	});
}
