// Speech recognition on the device: the part of the Web Speech API that promises to send sound to nobody.

/** The parts of SpeechRecognition in use, which TypeScript's own library doesn't describe. */
export interface Recognition {
	lang: string;
	continuous: boolean;
	interimResults: boolean;
	processLocally: boolean;
	onresult: ((event: { resultIndex: number; results: ArrayLike<Result> }) => void) | null;
	onend: (() => void) | null;
	onerror: ((event: { error: string }) => void) | null;
	start(track?: MediaStreamTrack): void;
	abort(): void;
}

interface Result extends ArrayLike<{ transcript: string }> {
	isFinal: boolean;
}

interface Options {
	langs: string[];
	processLocally: true;
}

/** "downloadable": the browser can, once it has got the language. */
export type Availability = "available" | "downloadable" | "downloading" | "unavailable";

export interface OnDevice {
	new (): Recognition;
	prototype: object;
	available(options: Options): Promise<Availability>;
	install?(options: Options): Promise<boolean>;
}

/** The browser's recognition, if it can be kept on the device; else null: without that promise we don't use it. */
export function onDevice(from: object = globalThis): OnDevice | null {
	const { SpeechRecognition, webkitSpeechRecognition } = from as Record<string, unknown>;
	const found = SpeechRecognition ?? webkitSpeechRecognition;
	if (typeof found !== "function" || !("available" in found)) return null;
	return "processLocally" in found.prototype ? (found as OnDevice) : null;
}

export async function availability(kind: OnDevice | null, lang: string): Promise<Availability> {
	try {
		return (await kind?.available({ langs: [lang], processLocally: true })) ?? "unavailable";
	} catch {
		return "unavailable";
	}
}

/** Lets the browser get a language; it may ask for a press first. */
export async function install(kind: OnDevice, lang: string): Promise<boolean> {
	try {
		return (await kind.install?.({ langs: [lang], processLocally: true })) ?? false;
	} catch {
		return false;
	}
}

/** Returns the tag of a language with a region, as recognizers want it: the user's own, or the most likely. */
export function tagOf(language: string, preferred: readonly string[]): string {
	const own = preferred.find((one) => one.toLowerCase().startsWith(`${language}-`));
	if (own) return own;
	try {
		const { region } = new Intl.Locale(language).maximize();
		return region ? `${language}-${region}` : language;
	} catch {
		return language;
	}
}
