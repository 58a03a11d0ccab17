// Runs programs in a frame of this page that has an origin of its own.
import type { Files } from "../../sandbox/files";
import type { EngineName, FromSandbox, ToSandbox } from "../../sandbox/protocol";
import { LANGUAGES } from "../desk/languages";
import { couldNotLoad, filesOf } from "./downloads";
import { type Frame, open, post } from "./frame";
import type { Job, Place, Told } from "./place";

/** Returns the place where this browser runs programs; `told` gets all that happens to them. */
export function browserPlace(told: (message: Told) => void): Place {
	let frame: Frame | null = null;
	let loading = new AbortController();
	let name = "";

	const onMessage = ({ source, data }: MessageEvent<FromSandbox>) => {
		if (!frame || source !== frame.element.contentWindow || data.type === "ready") return;
		told(data.type === "lost" ? { type: "failed", id: data.id, why: couldNotLoad(name) } : data);
	};
	const load = async ({ id, language }: Job, signal: AbortSignal): Promise<Files | null> => {
		const onLoading = (loaded: number, total: number) => told({ type: "loading", id, loaded, total });
		try {
			return await filesOf(language as EngineName, name, onLoading, signal);
		} catch (error) {
			if (!signal.aborted) told({ type: "failed", id, why: (error as Error).message });
			return null;
		}
	};
	const send = ({ language, ...job }: Job, files: Files) => {
		frame ??= open();
		const opened = frame;
		const request: ToSandbox = { type: "run", ...job, language: language as EngineName, files };
		void opened.ready.then(() => post(opened, request));
	};
	const stop = () => {
		loading.abort();
		if (frame?.isReady) post(frame, { type: "stop" });
		// It would run the code as soon as it is loaded.
		else remove();
	};
	const remove = () => {
		frame?.element.remove();
		frame = null;
	};
	addEventListener("message", onMessage);
	return {
		async run(job) {
			loading = new AbortController();
			({ name } = LANGUAGES[job.language]);
			const { signal } = loading;
			frame ??= open();
			const files = await load(job, signal);
			if (!files || signal.aborted) return;
			send(job, files);
		},
		stop,
		close() {
			removeEventListener("message", onMessage);
			remove();
		},
	};
}
