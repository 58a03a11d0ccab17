// Reads the results of test cases from what a program printed.
import { fits } from "../compare";
import type { CaseResult, Tests } from "../protocol";

/** How a test case went, with what the program printed meanwhile. */
export interface Trial extends CaseResult {
	printed: string;
}
export interface Trials {
	/** All that the program printed itself. */
	printed: string;
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
			since = "";
		} else if (Number(number) === results.length && results.length < tests.cases.length) {
			results.push({ ...judge(kind!, text!, tests.cases[results.length]!.expected, tests), printed: since });
			since = "";
		}
	}
	const rest = stdout.slice(end);
	printed += rest;
	since += rest;
	for (let during = began; results.length < tests.cases.length; during = false) {
		const error = during ? "The program ended before the function returned." : "Not tried: the program had ended.";
		results.push({ passed: false, error, printed: during ? since : "" });
	}
	return { printed, results };
}

function judge(kind: string, text: string, expected: unknown, tests: Tests): CaseResult {
	if (kind === "error") return { passed: false, error: String(read(text) ?? text) };
	const returned = read(text);
	return { passed: returned !== undefined && fits(returned, expected, tests.compare), got: text };
}

/** Returns the value of JSON; what is none, such as NaN, is undefined and fits nothing. */
function read(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
