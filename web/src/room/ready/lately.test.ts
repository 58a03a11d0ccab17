import { beforeEach, expect, test, vi } from "vitest";

const stored = new Map<string, string>();
vi.stubGlobal("localStorage", {
	getItem: (key: string) => stored.get(key) ?? null,
	setItem: (key: string, value: string) => stored.set(key, value),
});
const { isReady, readChecked, rememberChecked } = await import("./lately");

const DAY = 86_400_000;
const NOW = 100 * DAY;
const IN_USE = { audio: "mic", video: "cam", speaker: "" };
const ON = { audio: true, video: true };
const PLUGGED = [{ deviceId: "mic" }, { deviceId: "cam" }];

beforeEach(() => stored.clear());

test.each([
	["nobody checked", null, ON, PLUGGED, false],
	["yesterday, the same devices", { at: NOW - DAY, devices: IN_USE }, ON, PLUGGED, true],
	["a month ago", { at: NOW - 30 * DAY, devices: IN_USE }, ON, PLUGGED, false],
	["the camera is gone", { at: NOW - DAY, devices: IN_USE }, ON, [{ deviceId: "mic" }], false],
	["another one was chosen since", { at: NOW - DAY, devices: IN_USE }, { ...ON, audioDevice: "usb" }, PLUGGED, false],
	["the one in use was chosen", { at: NOW - DAY, devices: IN_USE }, { ...ON, audioDevice: "mic" }, PLUGGED, true],
	["the browser tells nothing yet", { at: NOW - DAY, devices: IN_USE }, ON, [{ deviceId: "" }], true],
	["without a camera", { at: NOW - DAY, devices: { ...IN_USE, video: "" } }, ON, PLUGGED, true],
	["skipped an hour ago", { at: NOW - DAY / 24, devices: null }, ON, PLUGGED, true],
	["skipped the day before yesterday", { at: NOW - 2 * DAY, devices: null }, ON, PLUGGED, false],
])("%s", (_, checked, choices, devices, is) => {
	expect(isReady(checked, choices, devices, NOW)).toBe(is);
});

test("what was checked is found again, and nothing else that is stored", () => {
	expect(readChecked()).toBeNull();
	rememberChecked(IN_USE);
	expect(readChecked()).toMatchObject({ devices: IN_USE });
	for (const broken of ["{", "7", '{"at":"x","devices":null}', "{}"]) {
		stored.set("mockmate.checked", broken);
		expect(readChecked()).toBeNull();
	}
});
