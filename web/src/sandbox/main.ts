// Runs in a frame with its own origin and no network, out of reach of the login tokens and the API.
// Code runs in a worker there, so that an endless program can be stopped.

import type { Job } from "./engine";
import cUrl from "./engines/c?worker&url";
import cppUrl from "./engines/cpp?worker&url";
import goUrl from "./engines/go?worker&url";
import javascriptUrl from "./engines/javascript?worker&url";
import luaUrl from "./engines/lua?worker&url";
import pythonUrl from "./engines/python?worker&url";
import rubyUrl from "./engines/ruby?worker&url";
import sqlUrl from "./engines/sql?worker&url";
import typescriptUrl from "./engines/typescript?worker&url";
import { format } from "./formatting/workers";
import { merging } from "./merging";
import { areOfProgram, tryPrograms } from "./programCases";
import type { Ended } from "./programOutput";
import type { EngineName, FromSandbox, RunRequest, ToSandbox } from "./protocol";
import { type Listening, startWorker } from "./workers";

const HOST = new URL("/", location.href).href;
/** What a program may print beside what a case expects of it. */
const OUTPUT = 64 * 1024;

interface WorkerKind {
	url: string;
	/** Whether the next run gets the same worker; the engine then leaves nothing of a program to the next. */
	isKept: boolean;
	/** Whether it prepares the next run after each, and can't answer meanwhile. */
	prepares?: boolean;
}

const WORKERS: Record<EngineName, WorkerKind> = {
	python: { url: pythonUrl, isKept: true, prepares: true },
	javascript: { url: javascriptUrl, isKept: false },
	typescript: { url: typescriptUrl, isKept: false },
	sql: { url: sqlUrl, isKept: true, prepares: true },
	lua: { url: luaUrl, isKept: true },
	ruby: { url: rubyUrl, isKept: true, prepares: true },
	c: { url: cUrl, isKept: true },
	cpp: { url: cppUrl, isKept: true },
	go: { url: goUrl, isKept: true },
};

interface Started extends Listening {
	language: EngineName;
}

let worker: Started | null = null;

const tell = merging((message) => parent.postMessage(message, "*"));
/** Gets what the present program tells. */
let heard: (message: FromSandbox) => void = tell;

function start(language: EngineName): Started {
	const started = startWorker<FromSandbox>(WORKERS[language].url, (message) => {
		heard(message);
		if (message.type === "done" && !WORKERS[language].isKept && worker?.instance === started.instance) {
			stop();
			// The next run of the language need not wait for it.
			worker = start(language);
		}
	});
	started.listens.catch(() => {
		// The line may have been bad; the next run starts another.
		if (worker?.instance === started.instance) stop();
	});
	return { language, ...started };
}

function stop(): void {
	worker?.instance.terminate();
	worker = null;
}

async function run(request: RunRequest): Promise<void> {
	const { id, tests } = request;
	if (!areOfProgram(tests)) return begin({ ...request, host: HOST }, tell);
	let runs = 0;
	const ended = await tryPrograms(
		tests,
		(stdin, expected) =>
			runOnce({ ...request, stdin, tests: undefined, most: OUTPUT + expected, host: HOST }, runs++ === 0),
		(result) => tell({ type: "case", id, ...result }),
	);
	if (ended) tell({ type: "done", id, exitCode: ended.allPassed ? 0 : 1, ms: ended.ms });
}

/** Runs a program and keeps what it prints. After a stop it never ends. */
function runOnce(job: Job, isFirst: boolean): Promise<Ended> {
	const printed = { stdout: "", stderr: "" };
	return new Promise((resolve) => {
		begin(job, (message) => {
			if (message.type === "output") printed[message.stream] += message.text;
			else if (message.type === "done") resolve({ ...printed, exitCode: message.exitCode, ms: message.ms });
			else if (isFirst || message.type !== "loading") {
				tell(message);
				// The page's clock begins for each case; what it is told next is how the case went.
				if (message.type === "running") tell({ type: "trying", id: job.id });
			}
		});
	});
}

async function begin(job: Job, hear: typeof heard): Promise<void> {
	heard = hear;
	if (worker?.language !== job.language) {
		stop();
		worker = start(job.language);
	}
	const { instance, listens } = worker;
	instance.onerror = ({ message }) => {
		const text = message || "The program could not be run here.";
		stop();
		hear({ type: "output", id: job.id, stream: "stderr", text });
		hear({ type: "done", id: job.id, exitCode: 1, ms: 0 });
	};
	if (WORKERS[job.language].prepares) hear({ type: "loading", id: job.id });
	try {
		await listens;
	} catch {
		hear({ type: "lost", id: job.id });
		return;
	}
	instance.postMessage(job);
}

addEventListener("message", ({ source, data }: MessageEvent<ToSandbox>) => {
	if (source !== parent) return;
	if (data.type === "stop") stop();
	else if (data.type === "format") void format(data, (answer) => parent.postMessage(answer, "*"));
	else void run(data);
});

tell({ type: "ready" });
