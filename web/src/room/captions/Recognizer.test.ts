import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Caption } from "./captionLines";
import { Recognizer } from "./Recognizer";
import { availability, install, type OnDevice, onDevice, type Recognition, tagOf } from "./recognition";

/** A browser's recognizer, which says what the test lets it hear. */
class Fake implements Recognition {
	static all: Fake[] = [];
	static available = async (options: { processLocally: boolean }) =>
		options.processLocally ? ("available" as const) : ("unavailable" as const);
	lang = "";
	continuous = false;
	interimResults = false;
	onresult: Recognition["onresult"] = null;
	onend: Recognition["onend"] = null;
	onerror: Recognition["onerror"] = null;
	isStarted = false;
	heard: { transcript: string }[] = [];
	private isLocal = false;
	constructor() {
		Fake.all.push(this);
	}
	get processLocally() {
		return this.isLocal;
	}
	set processLocally(value: boolean) {
		this.isLocal = value;
	}
	start = () => {
		this.isStarted = true;
	};
	abort = () => {
		this.isStarted = false;
	};
	hear(transcript: string, isFinal: boolean, index = 0) {
		const results = Array.from({ length: index + 1 }, () => Object.assign([{ transcript }], { isFinal }));
		this.onresult?.({ resultIndex: index, results });
	}
}

/** One that would send sound elsewhere, whatever it is told. */
class Remote extends Fake {
	override get processLocally() {
		return false;
	}
	override set processLocally(_: boolean) {}
}

let now = 0;
function recognize(kind: typeof Fake = Fake) {
	const said: Caption[] = [];
	const failed = vi.fn();
	const to = { say: (caption: Caption) => said.push(caption), failed };
	const recognizer = new Recognizer(kind as unknown as OnDevice, "en-US", {} as MediaStreamTrack, to, () => now);
	recognizer.start();
	return { recognizer, said, failed, latest: () => Fake.all.at(-1) as Fake };
}

beforeEach(() => {
	vi.useFakeTimers();
	Fake.all = [];
	now = 0;
});
afterEach(() => vi.useRealTimers());

test("what is said is told line by line, now and then while it grows, and always at its end", () => {
	const { said, latest } = recognize();
	expect(latest()).toMatchObject({ lang: "en-US", continuous: true, interimResults: true, processLocally: true });
	latest().hear("I", false);
	now = 100;
	latest().hear("I would", false);
	latest().hear(" I would\nsort ", true);
	latest().hear("Then", false, 1);
	expect(said.map(({ text, final }) => [text, final])).toEqual([
		["I", false],
		["I would sort", true],
		["Then", false],
	]);
	expect(said[0]?.line).toBe(said[1]?.line);
	expect(said[2]?.line).not.toBe(said[0]?.line);
	latest().hear("x".repeat(600), true, 2);
	expect(said.at(-1)?.text).toHaveLength(500);
});

test("a browser that won't stay on the device hears nothing", () => {
	const { failed, latest } = recognize(Remote);
	expect(latest().isStarted).toBe(false);
	expect(failed).toHaveBeenCalledOnce();
});

test("it begins again where the browser ends it, but not for ever where that is at once", () => {
	const { said, failed, latest } = recognize();
	now = 60_000;
	latest().onend?.();
	vi.runAllTimers();
	expect(Fake.all).toHaveLength(2);
	latest().hear("on", true);
	expect(new Set(said.map((one) => one.line)).size).toBe(1);
	for (let count = 0; count < 9; count++) {
		latest().onend?.();
		vi.runAllTimers();
	}
	expect(failed).toHaveBeenCalledOnce();
});

test("once it is stopped nothing is told, and nothing begins", () => {
	const { recognizer, said, failed, latest } = recognize();
	const { onresult, onend } = latest();
	recognizer.stop();
	expect(latest().isStarted).toBe(false);
	expect(latest().onresult).toBeNull();
	onend?.();
	vi.runAllTimers();
	expect(Fake.all).toHaveLength(1);
	expect([said, failed.mock.calls]).toEqual([[], []]);
	expect(onresult).not.toBeNull();
});

test.each([
	["not-allowed", 1],
	["language-not-supported", 1],
	["no-speech", 0],
	["network", 0],
])("after %s it fails %d times", (error, times) => {
	const { failed, latest } = recognize();
	latest().onerror?.({ error });
	expect(failed).toHaveBeenCalledTimes(times);
});

test("only recognition that promises to stay on the device is used", async () => {
	expect(onDevice({ SpeechRecognition: Fake })).toBe(Fake);
	expect(onDevice({ webkitSpeechRecognition: Fake })).toBe(Fake);
	class Before {}
	expect(onDevice({ webkitSpeechRecognition: Before })).toBeNull();
	expect(onDevice({ SpeechRecognition: Object.assign(Before, { available: Fake.available }) })).toBeNull();
	expect(onDevice({})).toBeNull();
	expect(await availability(Fake as unknown as OnDevice, "en-US")).toBe("available");
	expect(await availability(null, "en-US")).toBe("unavailable");
	const angry = { available: () => Promise.reject(new Error()), install: () => Promise.reject(new Error()) };
	expect(await availability(angry as unknown as OnDevice, "en-US")).toBe("unavailable");
	expect(await install(angry as unknown as OnDevice, "en-US")).toBe(false);
});

test.each([
	["en", ["de-DE", "en-GB"], "en-GB"],
	["en", ["en"], "en-US"],
	["de", [], "de-DE"],
	["not a language", [], "not a language"],
])("%j of somebody who prefers %j is recognized as %j", (language, preferred, tag) => {
	expect(tagOf(language, preferred)).toBe(tag);
});
