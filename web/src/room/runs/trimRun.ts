// Trims a run before it is shared: the server keeps so much, and accepts messages of up to 64 KiB. Pure.
import { asJson, wellCut } from "../../api/wellFormed";
import type { CaseData, Run } from "../../sockets/frames";
import { shortened } from "./layout";

const LONGEST = 20_000; // code units; more than is kept, so that the server says what it has cut off
const LONGEST_INPUT = 5_000; // likewise
const MOST_CASES = 200;
const RESULTS = 12_000; // bytes
const MESSAGE = 60_000; // bytes
/** How long the texts of a case may be, tried in turn. */
const LENGTHS = [2_000, 1_000, 500, 200, 100, 40];

/** Returns the run in a size that the server keeps. Nothing is cut within a character. */
export function trimRun(run: Run): Run {
	const { stdin, results } = run;
	// Servers of before take neither.
	const newer = {
		...(stdin !== undefined && { stdin: wellCut(stdin, LONGEST_INPUT) }),
		...(results && { results: trimResults(results) }),
	};
	for (let longest = LONGEST; ; longest = Math.floor(longest / 2)) {
		const cut: Run = {
			...run,
			stdout: wellCut(run.stdout, longest),
			stderr: wellCut(run.stderr ?? "", longest),
			...newer,
		};
		if (longest < 100 || sizeOf(cut) <= MESSAGE) return cut;
	}
}

/** Returns the results with texts as long as fit; if there are too many even so, those that failed. */
function trimResults(results: readonly CaseData[]): CaseData[] {
	const byNeed = [...results].sort((one, other) => Number(one.passed !== false) - Number(other.passed !== false));
	const cut = (most: number) => byNeed.slice(0, MOST_CASES).map((one) => trimCase(one, most));
	const fitting = LENGTHS.map(cut).find((one) => sizeOf(one) <= RESULTS);
	return (fitting ?? first(cut(40))).sort((one, other) => one.index - other.index);
}

function first(results: CaseData[]): CaseData[] {
	let room = RESULTS;
	return results.filter((one) => {
		room -= sizeOf(one) + 1;
		return room > 0;
	});
}

function trimCase(one: CaseData, most: number): CaseData {
	const texts = ["call", "expected", "got", "error", "printed"] as const;
	const cut = texts.map((name) => [name, one[name] == null ? one[name] : shortened(one[name], most)]);
	return { ...one, ...Object.fromEntries(cut) };
}

function sizeOf(value: unknown): number {
	return new TextEncoder().encode(asJson(value)).length;
}
