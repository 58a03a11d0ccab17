// Reads the results of test cases from what a program printed.
import { fits } from "../compare";
import { wellFormed } from "../output";
import type { CaseResult, Tests } from "../protocol";

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

/**
 * Separates results from what a program printed. A result is the nonce, the number of the case, `ok` or `error`, and
 * JSON, up to the end of the line; what comes out of turn is taken as printed.
 */
export function unwrap(stdout: string, nonce: string, tests: Tests): Trials {
	const results: Trial[] = [];
	let printed = "";
	let outside = "";
	let since = ""; // printed since the last result
	let end = 0;
	let began = false;
	for (const frame of stdout.matchAll(new RegExp(`${nonce}:(\\d+):(begin|ok|error):(.*)\n`, "g"))) {
		const between = stdout.slice(end, frame.index);
		end = frame.index + frame[0].length;
		printed += between;
		since += between;
		const [, number, kind, text] = frame;
		if (kind === "begin") {
			began = true;
			outside += since;
			since = "";
		} else if (Number(number) === results.length && results.length < tests.cases.length) {
			results.push({ ...judge(kind!, text!, tests.cases[results.length]!.expected, tests), printed: since });
			since = "";
		}
	}
	const rest = stdout.slice(end);
	printed += rest;
	since += rest;
	if (!began || results.length === tests.cases.length) outside += since;
	for (let during = began; results.length < tests.cases.length; during = false) {
		const error = during ? "The program ended before the function returned." : "Not tried: the program had ended.";
		results.push({ passed: false, error, printed: during ? since : "" });
	}
	return { printed, outside, results };
}

function judge(kind: string, text: string, expected: unknown, tests: Tests): CaseResult {
	if (kind === "error") return { passed: false, error: wellFormed(String(read(text) ?? text)) };
	const returned = read(text);
	return { passed: returned !== undefined && fits(returned, expected, tests.compare), got: readable(text) };
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
