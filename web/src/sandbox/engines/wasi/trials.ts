// Tries test cases by a program around the code, whose results are among what it prints.
import type { Context, Program } from "../../engine";
import { type HarnessName, makeNonce, unwrap, wrap } from "../../harness";
import type { Printer } from "./program";

/** Compiles and runs a program, and returns its exit code; null if it was not compiled. */
export type Runner = (code: string, output: Printer) => Promise<number | null>;

/** Runs the program's code, or tries its test cases: then the exit code is 0 if all passed. */
export async function runOrTry(
	language: HarnessName,
	program: Program,
	context: Context,
	run: Runner,
): Promise<number> {
	const { code, tests } = program;
	const { output, trying, tried } = context;
	if (!tests) return (await run(code, output)) ?? 1;
	const nonce = makeNonce();
	const result = new RegExp(`${nonce}:\\d+:(ok|error):.*\n`, "g");
	let [stdout, told] = ["", 0];
	const tell = (isOver: boolean) => {
		const { results } = unwrap(stdout, nonce, tests);
		const known = isOver ? results.length : (stdout.match(result)?.length ?? 0);
		for (const one of results.slice(told, known)) tried(one);
		told = Math.max(told, known);
		return results.every(({ passed }) => passed);
	};
	trying();
	const exitCode = await run(wrap(language, code, tests, nonce), {
		print(stream, text) {
			if (stream === "stderr") return output.print(stream, text);
			stdout += text;
			if (text.includes(nonce)) tell(false);
		},
	});
	if (exitCode === null) return 1;
	return tell(true) ? 0 : 1;
}
