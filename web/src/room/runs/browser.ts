// Runs programs in a frame of this page that has an origin of its own.
import { t } from "@lingui/core/macro";
import type { Files } from "../../sandbox/files";
import type { EngineName, FromSandbox, ToSandbox } from "../../sandbox/protocol";
import type { CodeLanguage } from "../../sockets/frames";
import { LANGUAGES } from "../desk/languages";
import { filesOf } from "./downloads";
import type { Job, Place, Told } from "./place";

/** Milliseconds in which a worker that has run a program before begins the next one. */
const SILENCE = 2_000;

interface Frame {
	element: HTMLIFrameElement;
	isReady: boolean;
	/** Resolves once it listens; never if it is removed before. */
	ready: Promise<void>;
}

/** Returns the place where this browser runs programs; `told` gets all that happens to them. */
export function browserPlace(told: (message: Told) => void): Place {
	let frame: Frame | null = null;
	let current: Job | null = null;
	/** The language whose worker has ended a run, and may be kept for the next. */
	let kept: CodeLanguage | null = null;
	let watch: ReturnType<typeof setTimeout> | undefined;
	let loading = new AbortController();

	const onMessage = ({ source, data }: MessageEvent<FromSandbox>) => {
		if (!frame || source !== frame.element.contentWindow || data.type === "ready") return;
		if (data.id === current?.id) {
			clearTimeout(watch);
			if (data.type === "done") kept = current.language;
		}
		told(data);
	};
	const load = async ({ id, language }: Job, signal: AbortSignal): Promise<Files | null> => {
		const onLoading = (loaded: number, total: number) => told({ type: "loading", id, loaded, total });
		try {
			return await filesOf(language as EngineName, LANGUAGES[language].name, onLoading, signal);
		} catch (error) {
			if (signal.aborted) return null;
			told({ type: "output", id, stream: "stderr", text: `${(error as Error).message}\n` });
			told({ type: "done", id, exitCode: 1, ms: 0 });
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
		clearTimeout(watch);
		kept = null;
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
			current = job;
			const isKept = job.language === kept;
			kept = null;
			loading = new AbortController();
			const { signal } = loading;
			frame ??= open();
			const files = await load(job, signal);
			if (!files || signal.aborted) return;
			if (isKept) {
				// Something that the last program left behind may keep the worker from answering.
				watch = setTimeout(() => {
					stop();
					send(job, files);
				}, SILENCE);
			}
			send(job, files);
		},
		stop,
		close() {
			clearTimeout(watch);
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
