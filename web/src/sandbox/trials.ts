// Tries test cases by a program that the harness writes around the code.
import type { Context, Program } from "./engine";
import { type HarnessName, makeNonce, Reader, wrap } from "./harness";
import type { Output } from "./output";

/** More than that is not kept: what comes after it is no result. Characters. */
const MOST = 4_000_000;

/** Runs a whole program, which prints to `output`; returns its exit code. */
export type Run = (code: string, output: Pick<Output, "print">) => number | Promise<number>;

/** Runs the code, on the test cases if there are some. Returns its exit code; with test cases, 0 if all passed, else 1. */
export async function runOrTry(language: HarnessName, program: Program, context: Context, run: Run): Promise<number> {
	const { code, tests } = program;
	const { output, trying, tried } = context;
	if (!tests) return await run(code, output);
	const nonce = makeNonce();
	let passed = 0;
	// Each result is told as it comes: a later case may not end.
	const reader = new Reader(nonce, tests, {
		outside: (text) => output.print("stdout", text),
		trying,
		tried(result) {
			if (result.passed) passed += 1;
			tried(result);
		},
	});
	let left = MOST;
	await run(wrap(language, code, tests, nonce), {
		print(stream, text) {
			if (stream === "stderr") output.print(stream, text);
			else if (left > 0) reader.read(text);
			if (stream === "stdout") left -= text.length;
		},
	});
	reader.end();
	return passed === tests.cases.length ? 0 : 1;
}
