// Runs programs in a frame of this page that has an origin of its own.
import { t } from "@lingui/core/macro";
import type { Files } from "../../sandbox/files";
import type { EngineName, FromSandbox, ToSandbox } from "../../sandbox/protocol";
import { LANGUAGES } from "../desk/languages";
import { filesOf } from "./downloads";
import type { Job, Place, Told } from "./place";

interface Frame {
	element: HTMLIFrameElement;
	isReady: boolean;
	/** Resolves once it listens; never if it is removed before. */
	ready: Promise<void>;
}

/** Returns the place where this browser runs programs; `told` gets all that happens to them. */
export function browserPlace(told: (message: Told) => void): Place {
	let frame: Frame | null = null;
	let loading = new AbortController();

	const onMessage = ({ source, data }: MessageEvent<FromSandbox>) => {
		if (frame && source === frame.element.contentWindow && data.type !== "ready") told(data);
	};
	const load = async ({ id, language }: Job, signal: AbortSignal): Promise<Files | null> => {
		const onLoading = (loaded: number, total: number) => told({ type: "loading", id, loaded, total });
		try {
			return await filesOf(language as EngineName, LANGUAGES[language].name, onLoading, signal);
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

function open(): Frame {
	const element = document.createElement("iframe");
	element.hidden = true;
	element.title = t`Where code runs`;
	// Without allow-same-origin the frame has an origin of its own.
	element.setAttribute("sandbox", "allow-scripts");
	const ready = new Promise<void>((resolve) => {
		const onReady = ({ source, data }: MessageEvent<FromSandbox>) => {
			if (source !== element.contentWindow || data.type !== "ready") return;
			removeEventListener("message", onReady);
			opened.isReady = true;
			resolve();
		};
		addEventListener("message", onReady);
	});
	const opened: Frame = { element, isReady: false, ready };
	element.src = "/sandbox.html";
	document.body.append(element);
	return opened;
}

function post({ element }: Frame, message: ToSandbox): void {
	element.contentWindow?.postMessage(message, "*");
}
