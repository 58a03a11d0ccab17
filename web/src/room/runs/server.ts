// Runs programs on the server that this deployment has for it.
import { t } from "@lingui/core/macro";
import { api, ok, pause, type Schemas } from "../../api/client";
import { inWords, Refused } from "../../api/problems";
import type { Job, Place, Told } from "./place";
import { CannotTest, type Program, programFor } from "./serverTests";

const MOST_OUTPUT = 64 * 1024; // as in the sandbox
// Characters that the server takes.
const LONGEST = 50_000;
const LONGEST_INPUT = 10_000;
const ATTEMPTS = 4;

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
			runThere(interviewId, job, signal).then(
				(messages) => signal.aborted || messages.forEach(told),
				(error) => signal.aborted || told({ type: "failed", id: job.id, why: why(error) }),
			);
		},
		stop,
		close: stop,
	};
}

async function runThere(interviewId: string, job: Job, signal: AbortSignal): Promise<Told[]> {
	const { id, language, stdin } = job;
	if (!job.code.trim()) return [{ type: "failed", id, why: t`There is no code to run yet.` }];
	if (stdin.length > LONGEST_INPUT) {
		return [
			{ type: "failed", id, why: t`The input is too long for the server; it takes ${LONGEST_INPUT} characters.` },
		];
	}
	const program = await programFor(job);
	if (program.code.length > LONGEST) {
		return [{ type: "failed", id, why: t`The code is too long for the server; it takes ${LONGEST} characters.` }];
	}
	const body = { language, code: program.code, stdin, max_output_bytes: MOST_OUTPUT };
	for (let attempt = 1; ; attempt += 1) {
		try {
			const params = { path: { interview_id: interviewId } };
			const result = await ok(api.POST("/interview/{interview_id}/run", { params, body, signal }));
			return inMessages(id, result, program);
		} catch (error) {
			// Others' programs are running there.
			const isBusy = error instanceof Refused && error.status === 503 && attempt < ATTEMPTS;
			if (!isBusy || signal.aborted) throw error;
			await pause(1000 * Math.min(error.retryAfter ?? 1, 5));
		}
	}
}

/** Tells the result of a run as an engine in the browser would tell it. */
function inMessages(id: string, result: Result, program: Program): Told[] {
	const output = (stream: "stdout" | "stderr", text: string): Told[] =>
		text ? [{ type: "output", id, stream, text }] : [];
	const isCompiled = result.outcome !== "compile_error";
	const { outside, trials } = isCompiled ? program.read(result.stdout) : { outside: "", trials: [] };
	const note = result.truncated ? t`… there is more, which is not shown.` : sentences[result.outcome];
	return [
		...output("stdout", outside),
		...output("stderr", result.stderr),
		...output("stderr", note ? `${result.stderr && !result.stderr.endsWith("\n") ? "\n" : ""}${note}\n` : ""),
		...trials.map((trial): Told => ({ type: "case", id, ...trial })),
		{
			type: "done",
			id,
			exitCode: result.exit_code,
			status: result.signal ? `Error (${result.signal})` : statuses[result.outcome],
			ms: result.ms ?? 0,
		},
	];
}

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
