// A recording of oneself: in this tab alone, from one page to the next, until it is discarded or the tab is closed.
import { useSyncExternalStore } from "react";
import { kindOfFile, MOST_BYTES, type Recorded } from "../../room/recording/CallRecorder";

const EVERY = 2_000; // milliseconds of each part
const RATES = { videoBitsPerSecond: 1_000_000, audioBitsPerSecond: 96_000 };

export interface Own extends Recorded {
	/** Where this page plays it from. */
	url: string;
	isSaved: boolean;
}

let own: Own | null = null;
const watchers = new Set<() => void>();

export function useOwnRecording(): Own | null {
	return useSyncExternalStore(watch, () => own);
}

export function discardRecording(): void {
	if (own) URL.revokeObjectURL(own.url);
	become(null);
}

/** Records that there is a file of it, so that closing the tab loses nothing. */
export function recordingIsSaved(): void {
	if (own) become({ ...own, isSaved: true });
}

/**
 * Begins to record, and returns what ends it. It also ends with its tracks, and when no more may be kept. `ended` is called
 * then. Raises where the browser can't record.
 */
export function record(tracks: readonly MediaStreamTrack[], ended: () => void): () => void {
	const mimeType = kindOfFile();
	if (!mimeType) throw new DOMException("", "NotSupportedError");
	const recorder = new MediaRecorder(new MediaStream([...tracks]), { mimeType, ...RATES });
	const parts: Blob[] = [];
	const stop = () => {
		if (recorder.state !== "inactive") recorder.stop();
	};
	recorder.ondataavailable = ({ data }) => {
		if (data.size > 0) parts.push(data);
		if (parts.reduce((sum, part) => sum + part.size, 0) > MOST_BYTES) stop();
	};
	recorder.onstop = () => {
		ended();
		if (parts.length === 0) return;
		const type = recorder.mimeType.split(";")[0] || "video/webm";
		const blob = new Blob(parts, { type });
		become({ blob, ending: type.endsWith("mp4") ? "mp4" : "webm", url: URL.createObjectURL(blob), isSaved: false });
	};
	recorder.start(EVERY);
	return stop;
}

function become(next: Own | null): void {
	own = next;
	removeEventListener("beforeunload", warn);
	if (own && !own.isSaved) addEventListener("beforeunload", warn);
	for (const watcher of watchers) watcher();
}

function warn(event: BeforeUnloadEvent): void {
	event.preventDefault();
}

function watch(watcher: () => void): () => void {
	watchers.add(watcher);
	return () => watchers.delete(watcher);
}
