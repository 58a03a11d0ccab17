import { afterEach, expect, test } from "vitest";
import { i18n } from "#i18n";
import { fieldWordsFor, translated, wordsFor } from "./problemWords";

afterEach(() => i18n.activate("en"));

test("in English, the server's own sentences are shown, and in another language what their codes mean", () => {
	const given = ["booking_closed", "Leave the waiting room before you move the booking."] as const;
	expect(wordsFor(...given)).toBe(given[1]);
	expect(fieldWordsFor("string_too_short", "should have at least 8 characters")).toBe(
		"should have at least 8 characters",
	);
	i18n.loadAndActivate({ locale: "es", messages: {} });
	expect(wordsFor(...given)).toBe("This booking can’t be changed now.");
	expect(fieldWordsFor("string_too_short", "should have at least 8 characters")).toBe("This is too short.");
	expect(fieldWordsFor("of_another_release", "is odd")).toBe("This isn’t valid.");
});

test("some are the client's everywhere, except for commands, and an unknown one is the server's", () => {
	expect(wordsFor("busy", "Too many")).toBe("Mock Mate is busy right now. Nothing is lost; try again in a moment.");
	expect(translated("busy", "Too many")).toBe("Too many");
	i18n.loadAndActivate({ locale: "es", messages: {} });
	expect(wordsFor("of_another_release", "It is full.")).toBe("It is full.");
});
