// Runs programs on the server that this deployment has for it.
import { t } from "@lingui/core/macro";
import { api, ok, pause, type Schemas } from "../../api/client";
import { inWords, Refused } from "../../api/problems";
import { Ordered } from "../../sandbox/ordered";
import { areOfProgram, tryPrograms } from "../../sandbox/programCases";
import type { Tests } from "../../sandbox/protocol";
import type { Job, Place, Told } from "./place";
import { CannotTest, LONGEST, programsFor } from "./serverTests";

const MOST_OUTPUT = 64 * 1024; // as in the sandbox
const LONGEST_INPUT = 10_000; // characters that the server takes
const ATTEMPTS = 4;
const ATTEMPTS_OF_CASES = 25; // a person’s programs of a minute may be used up
const AT_ONCE = 2; // programs of one test: the API runs four at once, of all people
/** Other programs are running there, or it was too many from one person. */
const BUSY = new Set([429, 503]);

type Result = Schemas["RunOut"];

/** Returns the place where the server runs programs of an interview; `told` gets all that happens to them. */
export function serverPlace(interviewId: string, told: (message: Told) => void): Place {
	let current: AbortController | null = null;
	const stop = () => {
		// The server goes on until its limit, and nobody hears of it.
		current?.abort();
		current = null;
	};
	return {
		run(job) {
			stop();
			current = new AbortController();
			const { signal } = current;
			const tell = (message: Told) => signal.aborted || told(message);
			runThere(interviewId, job, signal, tell).catch((error) => tell({ type: "failed", id: job.id, why: why(error) }));
		},
		stop,
		close: stop,
	};
}

async function runThere(interviewId: string, job: Job, signal: AbortSignal, tell: (message: Told) => void) {
	const { id, language, tests } = job;
	const refuse = (why: string) => tell({ type: "failed", id, why });
	if (!job.code.trim()) return refuse(t`There is no code to run yet.`);
	const runWith = (attempts: number) => (code: string, stdin: string) =>
		runOnServer(interviewId, { language, code, stdin }, signal, attempts);
	if (areOfProgram(tests)) return await runCases(job, tests, runWith(ATTEMPTS_OF_CASES), tell);
	const run = runWith(ATTEMPTS);
	if (job.stdin.length > LONGEST_INPUT) return refuse(tooLong());
	const { programs, skipped } = await programsFor(job);
	if (programs.some(({ code }) => code.length > LONGEST)) {
		return refuse(t`The code is too long for the server; it takes ${LONGEST} characters.`);
	}
	const ordered = new Ordered((result) => tell({ type: "case", id, ...result }));
	for (const [place, error] of skipped) ordered.put(place, { passed: false, skipped: true, error });
	let ended: Ending = { exitCode: 0, ms: 0 };
	for (const program of programs) {
		const result = await run(program.code, job.stdin);
		const { outside, trials } = result.outcome === "compile_error" ? NOTHING : program.read(result.stdout);
		tellOutput(id, outside, errorsOf(result), tell);
		for (const [at, trial] of trials.entries()) ordered.put(program.places[at] ?? at, trial);
		ended = {
			exitCode: result.exit_code === 0 ? ended.exitCode : result.exit_code,
			status: statusOf(result),
			ms: ended.ms + (result.ms ?? 0),
		};
		if (result.outcome === "compile_error") break;
	}
	tell({ type: "done", id, ...ended });
}

type Ending = Pick<Extract<Told, { type: "done" }>, "exitCode" | "status" | "ms">;
const NOTHING = { outside: "", trials: [] };
const tooLong = () => t`The input is too long for the server; it takes ${LONGEST_INPUT} characters.`;

/** Runs a program once for each case. What is not compiled is run once only. */
async function runCases(job: Job, tests: Tests, run: Run, tell: (message: Told) => void): Promise<void> {
	const { id, code } = job;
	let refused: Result | null = null;
	const ended = await tryPrograms(
		tests,
		async (stdin) => {
			const nothing = { stdout: "", stderr: "", exitCode: null, ms: 0 };
			if (stdin.length > LONGEST_INPUT) return { ...nothing, why: tooLong() };
			const result = refused ?? (await run(code, stdin));
			if (result.outcome === "compile_error") refused = result;
			if (refused) return null;
			const { stdout, stderr, exit_code: exitCode, ms } = result;
			return {
				stdout,
				stderr,
				exitCode,
				why: noteOf(result) ?? (result.signal ? statusOf(result) : undefined),
				ms: ms ?? 0,
			};
		},
		(result) => tell({ type: "case", id, ...result }),
		AT_ONCE,
	);
	if (refused) {
		tellOutput(id, "", errorsOf(refused), tell);
		tell({ type: "done", id, exitCode: 1, status: statusOf(refused), ms: 0 });
	} else if (ended) tell({ type: "done", id, exitCode: ended.allPassed ? 0 : 1, ms: ended.ms });
}

type Run = (code: string, stdin: string) => Promise<Result>;

/** Runs a program once; waits while others' programs run there. */
async function runOnServer(
	interviewId: string,
	program: { language: Job["language"]; code: string; stdin: string },
	signal: AbortSignal,
	attempts: number,
): Promise<Result> {
	const params = { path: { interview_id: interviewId } };
	const body = { ...program, max_output_bytes: MOST_OUTPUT };
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await ok(api.POST("/interview/{interview_id}/run", { params, body, signal }));
		} catch (error) {
			const isBusy = error instanceof Refused && BUSY.has(error.status) && attempt < attempts;
			if (!isBusy || signal.aborted) throw error;
			await pause(1000 * Math.min(error.retryAfter ?? 1, 5));
		}
	}
}

function tellOutput(id: string, stdout: string, stderr: string, tell: (message: Told) => void): void {
	if (stdout) tell({ type: "output", id, stream: "stdout", text: stdout });
	if (stderr) tell({ type: "output", id, stream: "stderr", text: stderr });
}

const noteOf = (result: Result): string | undefined =>
	result.truncated ? t`… there is more, which is not shown.` : sentences[result.outcome];

/** What a program printed to stderr, and what is to be said of its end. */
function errorsOf(result: Result): string {
	const { stderr } = result;
	const note = noteOf(result);
	return note ? `${stderr}${stderr && !stderr.endsWith("\n") ? "\n" : ""}${note}\n` : stderr;
}

const statusOf = ({ signal, outcome }: Result): string | undefined =>
	signal ? `Error (${signal})` : statuses[outcome];

/** What a run is called where Finished and Error say too little; `words.ts` translates it. */
const statuses: Partial<Record<Result["outcome"], string>> = {
	compile_error: "Compilation error",
	time_limit: "Time limit exceeded",
	output_limit: "Output limit exceeded",
	internal_error: "Not run",
};

const sentences: Partial<Record<Result["outcome"], string>> = {
	time_limit: t`The server stopped the program: it took too long.`,
	output_limit: t`The server stopped the program: it printed more than the server allows.`,
	internal_error: t`The server that runs code had an error of its own. Try again.`,
};

/** What to tell someone whose program was not run. */
function why(error: unknown): string {
	if (error instanceof CannotTest) return error.message;
	if (!(error instanceof Refused)) return inWords(error);
	if (error.status === 503 || error.status === 429)
		return t`Too many programs are running on the server. Try again in a moment.`;
	if (error.code === "runner_slow") return t`The server that runs code did not respond in time. Try again.`;
	if (error.code === "runner_missing") return t`This deployment has no server that runs code.`;
	return error.message;
}
