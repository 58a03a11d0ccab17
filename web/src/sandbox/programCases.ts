// Tries the cases of programs that read their input and print: the program runs once for each.
import { expand } from "./large";
import { Ordered } from "./ordered";
import { type Ended, judgedProgram } from "./programOutput";
import type { Case, CaseResult, Tests } from "./protocol";

/** Runs the program on an input; `expected` characters of output are to be kept. Null if it was stopped. */
export type RunOnce = (stdin: string, expected: number) => Promise<Ended | null>;

/** Whether the cases are about a program, not about functions. */
export const areOfProgram = (tests: Tests | undefined): tests is Tests =>
	tests?.cases.some((one) => one.stdin !== undefined) ?? false;

/**
 * Runs the program on all cases, the first alone and then `atOnce` at a time, and tells each result in turn. Returns
 * whether all passed and how many milliseconds they took; null if it was stopped.
 */
export async function tryPrograms(
	tests: Tests,
	run: RunOnce,
	tried: (result: CaseResult) => void,
	atOnce = 1,
): Promise<{ allPassed: boolean; ms: number } | null> {
	const ordered = new Ordered(tried);
	let ms = 0;
	let isStopped = false;
	const left = [...tests.cases.entries()];
	const tryNext = async () => {
		const [place, one] = left.shift() ?? [];
		if (place === undefined || !one) return;
		const ended = await runCase(one, run);
		if (ended === null) isStopped = true;
		else if ("error" in ended) ordered.put(place, { passed: false, skipped: true, error: ended.error });
		else {
			ms += ended.ms;
			ordered.put(place, judgedProgram(ended.expected, ended, tests));
		}
	};
	const tryAll = async () => {
		while (left.length > 0 && !isStopped) await tryNext();
	};
	await tryNext();
	await Promise.all(Array.from({ length: atOnce }, tryAll));
	return isStopped ? null : { allPassed: ordered.allPassed, ms };
}

type Tried = (Ended & { expected: string | null }) | { error: string } | null;

async function runCase({ stdin, stdout, isOpen }: Case, run: RunOnce): Promise<Tried> {
	if (stdin === undefined) return { error: "This case is not about a program that reads its input." };
	const [input, expected] = [expand(stdin) as string, expand(stdout ?? "") as string];
	const ended = await run(input, expected.length);
	return ended && { ...ended, expected: isOpen ? null : expected };
}
