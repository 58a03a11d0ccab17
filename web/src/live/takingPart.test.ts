import { expect, test } from "vitest";
import { isOfBefore, readTakingPart, toldOf, withWriting } from "./takingPart";

const SPEAKING = { writes: false, captions: false, captionSize: 0 };

test.each([null, 7, "", { writes: "yes", captionSize: "large" }, SPEAKING])(
	"%j is kept by nobody who writes",
	(kept) => {
		expect(readTakingPart(kept)).toEqual(SPEAKING);
	},
);

test("a choice is read as it was kept", () => {
	const chosen = { writes: true, captions: false, captionSize: 3 };
	expect(readTakingPart(chosen)).toEqual(chosen);
});

test("servers of before are told what they know as long as there is nothing else to tell", () => {
	expect(toldOf(SPEAKING, "off")).toEqual({});
	expect(toldOf({ ...SPEAKING, ...withWriting(true) }, "off")).toEqual({ takes_part: "writing", wants_captions: true });
	expect(toldOf({ ...SPEAKING, captions: true }, "on")).toEqual({ wants_captions: true, captions: "on" });
	expect(toldOf(SPEAKING, "unavailable")).toEqual({ captions: "unavailable" });
});

test("a server of before is known by what it refuses", () => {
	expect(isOfBefore("data.takes_part: Extra inputs are not permitted")).toBe(true);
	expect(isOfBefore("data.microphone: Input should be a valid boolean")).toBe(false);
	expect(isOfBefore("data.description.sdp: too long")).toBe(false);
});
