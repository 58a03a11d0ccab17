import { expect, test } from "vitest";
import { canBlur, found, speakerOf } from "./media";

const device = (kind: string, deviceId: string) => ({ kind, deviceId }) as MediaDeviceInfo;
const devices = [device("audioinput", "mic"), device("audiooutput", "loud"), device("audiooutput", "quiet")];
const choosing = (speakerDevice?: string) => ({
	devices,
	choices: { audio: true, video: true, ...(speakerDevice && { speakerDevice }) },
});

test("devices are told apart by their sort, and only those with a name of their own can be chosen", () => {
	expect(found({ devices }, "speaker")).toHaveLength(2);
	expect(found({ devices: [device("audioinput", "")] }, "audio")).toEqual([]);
});

test("sound comes from the speaker that was chosen as long as it is plugged in, else from the system's own", () => {
	expect(speakerOf(choosing("quiet"))).toBe("quiet");
	expect(speakerOf(choosing("gone"))).toBe("");
	// The name of a microphone is no speaker's.
	expect(speakerOf(choosing("mic"))).toBe("");
	expect(speakerOf(choosing())).toBe("");
});

test.each([
	[[], false],
	[[true], false],
	[[false], false],
	[[false, true], true],
])("a background that can be %s is offered to be blurred: %s", (backgroundBlur, isOffered) => {
	expect(canBlur({ getCapabilities: () => ({ backgroundBlur }) })).toBe(isOffered);
	expect(canBlur(null)).toBe(false);
});
