// Tries test cases by programs that the harness writes around the code, one for each function that they call.
import type { Context, Program } from "./engine";
import { type HarnessName, makeNonce, partsOf, Reader, wrap, wrapAll } from "./harness";
import { Ordered } from "./ordered";
import type { Output } from "./output";

/** More than that is not kept: what comes after it is no result. Characters. */
const MOST = 16_000_000;

/** Runs a whole program, which prints to `output`; returns its exit code, or null if it was not compiled. */
export type Run = (code: string, output: Pick<Output, "print">) => number | null | Promise<number | null>;

/** Runs the code, on the test cases if there are some. Returns its exit code; with test cases, 0 if all passed, else 1. */
export async function runOrTry(language: HarnessName, program: Program, context: Context, run: Run): Promise<number> {
	const { code, tests } = program;
	const { output, trying, tried } = context;
	if (!tests) return (await run(code, output)) ?? 1;
	const { programs, skipped } = wrapAll(
		partsOf(language, tests),
		(some, nonce) => wrap(language, code, some, nonce),
		makeNonce,
	);
	const ordered = new Ordered(tried);
	for (const [place, error] of skipped) ordered.put(place, { passed: false, skipped: true, error });
	for (const { code, nonce, part } of programs) {
		let number = 0;
		// Each result is told as it comes: a later case may not end.
		const reader = new Reader(nonce, part.tests, {
			outside: (text) => output.print("stdout", text),
			trying,
			tried: (result) => ordered.put(part.places[number++]!, result),
		});
		let left = MOST;
		const exitCode = await run(code, {
			print(stream, text) {
				if (stream === "stderr") output.print(stream, text);
				else if (left > 0) reader.read(text);
				if (stream === "stdout") left -= text.length;
			},
		});
		if (exitCode === null) return 1;
		reader.end();
	}
	return ordered.allPassed ? 0 : 1;
}
