// Runs in a frame with its own origin and no network, out of reach of the login tokens and the API.
// Code runs in a worker there, so that an endless program can be stopped.

import type { Job } from "./engine";
import javascriptUrl from "./engines/javascript?worker&url";
import luaUrl from "./engines/lua?worker&url";
import pythonUrl from "./engines/python?worker&url";
import rubyUrl from "./engines/ruby?worker&url";
import sqlUrl from "./engines/sql?worker&url";
import typescriptUrl from "./engines/typescript?worker&url";
import { merging } from "./merging";
import type { EngineName, FromSandbox, RunRequest, ToSandbox } from "./protocol";

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
};

interface Started {
	language: EngineName;
	instance: Worker;
	/** Resolves when it listens: until then it would miss a message. */
	listens: Promise<void>;
}

let worker: Started | null = null;

const tell = merging((message) => parent.postMessage(message, "*"));

function start(language: EngineName): Started {
	// A frame of no origin may not start a worker from a URL, nor one that is a module; one that imports it, it may.
	const source = `import(${JSON.stringify(new URL(WORKERS[language].url, location.href).href)});`;
	const instance = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
	const listens = new Promise<void>((resolve) => {
		instance.onmessage = ({ data }: MessageEvent<FromSandbox>) => {
			if (data.type === "ready") resolve();
			else tell(data);
			if (data.type === "done" && !WORKERS[language].isKept) {
				stop();
				// The next run of the language need not wait for it.
				worker = start(language);
			}
		};
	});
	return { language, instance, listens };
}

function stop(): void {
	worker?.instance.terminate();
	worker = null;
}

async function run(request: RunRequest): Promise<void> {
	if (worker?.language !== request.language) {
		stop();
		worker = start(request.language);
	}
	const { instance, listens } = worker;
	instance.onerror = ({ message }) => {
		const text = message || "The program could not be run here.";
		tell({ type: "output", id: request.id, stream: "stderr", text });
		tell({ type: "done", id: request.id, exitCode: 1, ms: 0 });
		stop();
	};
	if (WORKERS[request.language].prepares) tell({ type: "loading", id: request.id });
	await listens;
	const job: Job = { ...request, host: new URL("/", location.href).href };
	instance.postMessage(job);
}

addEventListener("message", ({ source, data }: MessageEvent<ToSandbox>) => {
	if (source !== parent) return;
	if (data.type === "stop") stop();
	else void run(data);
});

tell({ type: "ready" });
