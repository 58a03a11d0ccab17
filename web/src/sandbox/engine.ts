// What all workers that run a language have in common: they get programs, and tell what these do.
import type { Files } from "./files";
import { Output } from "./output";
import type { CaseResult, FromSandbox, RunRequest, Tests } from "./protocol";

export interface Program {
	code: string;
	/** What the program reads, to its end. */
	stdin: string;
	tests: Tests | undefined;
	/** SQL that comes before the program's. */
	setup: string;
	/** Where our own host has the files that an engine loads, such as https://mockmate.example.org/. */
	host: string;
	/** The language's files, as far as the page has loaded some. */
	files: Files;
}

/** How an engine tells what happens. */
export interface Context {
	output: Output;
	/** Says that files are loaded; bytes, where they are known. */
	loading(loaded?: number, total?: number): void;
	/** Says that the program begins: its time is counted from here. */
	running(): void;
	/** Says that the test cases begin, and that what is printed from here on belongs to the next one. */
	trying(): void;
	/** Says how the next test case went. */
	tried(result: CaseResult): void;
	/** Ends the run in the midst of the program; only for an engine whose worker is not kept. */
	exit(exitCode: number): never;
}

/**
 * Runs a program until nothing of it is pending, and returns its exit code. Errors of the program are printed by the
 * engine; what it throws is an error of its own.
 */
export type Engine = (program: Program, context: Context) => Promise<number>;

/** What the frame sends to a worker. */
export interface Job extends RunRequest {
	host: string;
	/** Characters of output that are told, if they are not the usual number. */
	most?: number;
}

// A program may change or remove what a worker has.
const post = postMessage.bind(globalThis);
const { round } = Math;
const now = performance.now.bind(performance);
const tell = (message: FromSandbox) => post(message);

/** Makes this worker run programs by an engine. Call it once, at the module's end. */
export function serve(engine: Engine): void {
	addEventListener(
		"message",
		async ({ data: { id, code, stdin, tests, setup = "", host, files = {}, most } }: MessageEvent<Job>) => {
			const output = new Output(id, tell, most);
			let began = now();
			const done = (exitCode: number) => tell({ type: "done", id, exitCode, ms: round(now() - began) });
			const context: Context = {
				output,
				loading: (loaded, total) => tell({ type: "loading", id, loaded, total }),
				running: () => {
					began = now();
					tell({ type: "running", id });
				},
				trying: () => tell({ type: "trying", id }),
				tried: (result) => tell({ type: "case", id, ...result }),
				exit(exitCode) {
					done(exitCode);
					// Nothing more of the program may run; the frame ends this worker.
					for (;;);
				},
			};
			let exitCode = 1;
			try {
				exitCode = await engine({ code, stdin, tests, setup, host, files }, context);
			} catch (error) {
				output.print("stderr", `${error instanceof Error ? error.message : String(error)}\n`);
			}
			done(exitCode);
		},
	);
	tell({ type: "ready" });
}
