// The formatters' workers, which begin with the first request and stay.
import { startWorker } from "../workers";
import prettierUrl from "./prettier?worker&url";
import type { FormatAnswer, FormatRequest, Formatted } from "./protocol";
import ruffUrl from "./ruff?worker&url";

const URLS: Record<Formatted, string> = {
	python: ruffUrl,
	javascript: prettierUrl,
	typescript: prettierUrl,
	html: prettierUrl,
};

interface Started {
	instance: Worker;
	/** Resolves when it listens: until then it would miss a message. */
	listens: Promise<void>;
}

const workers = new Map<string, Started>();

/** Has a worker format; `tell` gets what comes of it. */
export async function format(request: FormatRequest, tell: (answer: FormatAnswer) => void): Promise<void> {
	const url = URLS[request.language];
	const { instance, listens } = workers.get(url) ?? start(url, tell);
	instance.onerror = ({ message }) => {
		instance.terminate();
		workers.delete(url);
		tell({
			type: "unformatted",
			id: request.id,
			line: null,
			message: message || "The formatter could not be started.",
		});
	};
	await listens;
	instance.postMessage(request);
}

function start(url: string, tell: (answer: FormatAnswer) => void): Started {
	const instance = startWorker(url);
	const listens = new Promise<void>((resolve) => {
		instance.onmessage = ({ data }: MessageEvent<FormatAnswer | { type: "ready" }>) => {
			if (data.type === "ready") resolve();
			else tell(data);
		};
	});
	const started = { instance, listens };
	workers.set(url, started);
	return started;
}
