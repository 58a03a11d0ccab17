// Runs in a frame with its own origin and no network, out of reach of the login tokens and the API.
// Code runs in a worker there, so that an endless program can be stopped.

import javascriptUrl from "./javascript?worker&url";
import type { FromSandbox, ToSandbox } from "./protocol";
import pythonUrl from "./python?worker&url";

const WORKERS = { python: pythonUrl, javascript: javascriptUrl };
let worker: { language: keyof typeof WORKERS; instance: Worker } | null = null;

function tell(message: FromSandbox): void {
	parent.postMessage(message, "*");
}

function workerFor(language: keyof typeof WORKERS): Worker {
	if (worker?.language === language) return worker.instance;
	stop();
	// A frame of no origin may not start a worker from a URL, nor one that is a module; one that imports it, it may.
	const source = `import(${JSON.stringify(new URL(WORKERS[language], location.href).href)});`;
	const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
	const instance = new Worker(url);
	instance.onmessage = ({ data }: MessageEvent<FromSandbox>) => tell(data);
	worker = { language, instance };
	return instance;
}

function stop(): void {
	worker?.instance.terminate();
	worker = null;
}

addEventListener("message", ({ source, data }: MessageEvent<ToSandbox>) => {
	if (source !== parent) return;
	if (data.type === "stop") {
		stop();
		return;
	}
	const instance = workerFor(data.language);
	instance.onerror = (event) => {
		tell({
			type: "output",
			id: data.id,
			stream: "stderr",
			text: event.message || "The program could not be run here.",
		});
		tell({ type: "done", id: data.id, status: "error", ms: 0, passed: null });
		stop();
	};
	const base = new URL("/pyodide/", location.href).href;
	// The worker begins to listen when its module has been loaded; until then it would miss this.
	if (loaded.has(instance)) instance.postMessage({ ...data, base });
	else
		instance.addEventListener("message", function once({ data: first }) {
			if (first.type !== "ready") return;
			loaded.add(instance);
			instance.removeEventListener("message", once);
			instance.postMessage({ ...data, base });
		});
});

const loaded = new WeakSet<Worker>();

tell({ type: "ready" });
