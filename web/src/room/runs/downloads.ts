// The files of languages that are large. The page loads them, since a browser keeps no files for a frame without an
// origin: each visit to a room would load them anew.
import { t } from "@lingui/core/macro";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { Files } from "../../sandbox/files";
import type { EngineName } from "../../sandbox/protocol";

/** What the page uses of an entry of /languages/index.json; web/languages/files.ts writes it. */
interface Listed {
	path: string;
	bytes: number;
	files: Record<string, number>;
}

export interface Download {
	/** How much is to be loaded, as it is sent; 0 for nothing or as long as it is not known. */
	bytes: number;
	/** How much has been loaded; null while nothing is. */
	loaded: number | null;
	isThere: boolean;
	/** Whether it is known what is installed here. */
	isKnown: boolean;
}

/** These don't run without files. */
const NEEDED: ReadonlySet<EngineName> = new Set(["python", "ruby", "c", "cpp", "go"]);
const NONE: ReadonlySet<EngineName> = new Set();
const UNKNOWN: Download = { bytes: 0, loaded: null, isThere: false, isKnown: false };

let list: Promise<Partial<Record<EngineName, Listed>>> | null = null;
const there = new Map<EngineName, Files>();
const downloads = new Map<EngineName, Download>();
const watchers = new Set<() => void>();

/** Returns the engines that are not installed here; none as long as that is not known. */
export function useMissing(): ReadonlySet<EngineName> {
	const [missing, setMissing] = useState<ReadonlySet<EngineName>>(NONE);
	useEffect(() => {
		installed()
			.then((all) => setMissing(new Set([...NEEDED].filter((one) => !all[one]))))
			// It is asked for again by running something.
			.catch(() => {
				list = null;
			});
	}, []);
	return missing;
}

/**
 * Loads what an engine needs, once. Throws an Error with a sentence for the user where that is not here, or when the
 * connection fails; the next call tries again.
 */
export async function filesOf(
	engine: EngineName,
	name: string,
	loading: (loaded: number, total: number) => void,
	signal: AbortSignal,
): Promise<Files> {
	const known = there.get(engine);
	if (known) return known;
	try {
		const listed = (await installed())[engine];
		if (!listed) {
			if (!NEEDED.has(engine)) return {};
			throw new NotInstalled(t`${name} is not installed here. Whoever runs this site can add it: make languages.`);
		}
		const files = await loadAll(engine, listed, loading, signal);
		there.set(engine, files);
		note(engine, { bytes: listed.bytes, loaded: null, isThere: true, isKnown: true });
		return files;
	} catch (error) {
		// It may be another version by then.
		list = null;
		note(engine, { ...(downloads.get(engine) ?? UNKNOWN), loaded: null });
		if (error instanceof NotInstalled || signal.aborted) throw error;
		throw new Error(couldNotLoad(name));
	}
}

export function couldNotLoad(name: string): string {
	return t`${name} could not be loaded. Check your connection, then run the code again.`;
}

class NotInstalled extends Error {}

function installed(): Promise<Partial<Record<EngineName, Listed>>> {
	list ??= fetch("/languages/index.json").then((response) => {
		if (response.status === 404) return {};
		if (!response.ok) throw new Error(response.statusText);
		return response.json();
	});
	return list;
}

async function loadAll(
	engine: EngineName,
	{ path, bytes, files }: Listed,
	loading: (loaded: number, total: number) => void,
	signal: AbortSignal,
): Promise<Files> {
	const size = Object.values(files).reduce((sum, one) => sum + one, 0);
	let read = 0;
	// What is read is no longer compressed; what people wait for is.
	const onRead = (more: number) => {
		read += more;
		const loaded = Math.round((read / size) * bytes);
		loading(loaded, bytes);
		note(engine, { bytes, loaded, isThere: false, isKnown: true });
	};
	onRead(0);
	const load = async ([file, expected]: [string, number]) => {
		const blob = await loadOne(path + file, onRead, signal);
		if (blob.size !== expected) throw new Error(`${path}${file} has ${blob.size} bytes instead of ${expected}`);
		return [file, blob] as const;
	};
	return Object.fromEntries(await Promise.all(Object.entries(files).map(load)));
}

async function loadOne(url: string, onRead: (bytes: number) => void, signal: AbortSignal): Promise<Blob> {
	const response = await fetch(url, { signal });
	if (!response.ok || !response.body) throw new Error(`${url}: ${response.status}`);
	const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
		transform(chunk, controller) {
			onRead(chunk.length);
			controller.enqueue(chunk);
		},
	});
	const headers = { "Content-Type": response.headers.get("Content-Type") ?? "" };
	return await new Response(response.body.pipeThrough(counter), { headers }).blob();
}

function note(engine: EngineName, download: Download): void {
	downloads.set(engine, download);
	for (const watcher of watchers) watcher();
}

/** Says what running a language takes to load, and how far that is. */
export function useDownload(engine: EngineName): Download {
	useEffect(() => {
		if (downloads.has(engine)) return;
		installed()
			.then(
				(all) => !downloads.has(engine) && note(engine, { ...UNKNOWN, isKnown: true, bytes: all[engine]?.bytes ?? 0 }),
			)
			// It is asked for again by running something.
			.catch(() => {
				list = null;
			});
	}, [engine]);
	return useSyncExternalStore(watch, () => downloads.get(engine) ?? UNKNOWN);
}

function watch(watcher: () => void): () => void {
	watchers.add(watcher);
	return () => watchers.delete(watcher);
}
