// The formatters' workers, which begin with the first request and stay.
import { type Listening, startWorker } from "../workers";
import prettierUrl from "./prettier?worker&url";
import type { FormatAnswer, FormatRequest, Formatted } from "./protocol";
import ruffUrl from "./ruff?worker&url";

const URLS: Record<Formatted, string> = {
	python: ruffUrl,
	javascript: prettierUrl,
	typescript: prettierUrl,
	html: prettierUrl,
};

const UNAVAILABLE = "The formatter could not be started.";

const workers = new Map<string, Listening>();

/** Has a worker format; `tell` gets what comes of it. */
export async function format(request: FormatRequest, tell: (answer: FormatAnswer) => void): Promise<void> {
	const url = URLS[request.language];
	const { instance, listens } = workers.get(url) ?? start(url, tell);
	const fail = (message: string) => {
		instance.terminate();
		workers.delete(url);
		tell({ type: "unformatted", id: request.id, line: null, message });
	};
	instance.onerror = ({ message }) => fail(message || UNAVAILABLE);
	try {
		await listens;
	} catch {
		fail(UNAVAILABLE);
		return;
	}
	instance.postMessage(request);
}

function start(url: string, tell: (answer: FormatAnswer) => void): Listening {
	const started = startWorker<FormatAnswer>(url, tell);
	workers.set(url, started);
	return started;
}
