// Tries test cases by a program that the harness writes around the code.
import type { Context, Program } from "./engine";
import { type HarnessName, makeNonce, unwrap, wrap } from "./harness";
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
	let stdout = "";
	await run(wrap(language, code, tests, nonce), {
		print(stream, text) {
			if (stream === "stderr") output.print(stream, text);
			else if (stdout.length < MOST) stdout += text;
		},
	});
	const { printed, results } = unwrap(stdout, nonce, tests);
	const during = results.reduce((sum, one) => sum + one.printed.length, 0);
	const before = Math.min(printed.length - during, Math.max(0, stdout.indexOf(nonce)));
	output.print("stdout", printed.slice(0, before));
	trying();
	for (const result of results) tried(result);
	output.print("stdout", printed.slice(before + during));
	return results.every((one) => one.passed) ? 0 : 1;
}
