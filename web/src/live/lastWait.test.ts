import { expect, test } from "vitest";
import type { LastWait } from "../api/match";
import { isNews, lastWaitWords } from "./lastWait";

const wait = (more: Partial<LastWait>) =>
	({ outcome: "cancelled", cancelled_by: null, interview_id: "abc", next_slots: [], ...more }) as LastWait;

test.each([
	[{ outcome: "missed" }, "You missed the start", true],
	[{ outcome: "missed", interview_id: null }, "You missed your booked time", true],
	[{ outcome: "expired" }, "No partner was found", true],
	[{ outcome: "declined", cancelled_by: "person" }, "You declined the match", false],
	[{ outcome: "cancelled", cancelled_by: "person" }, "You are no longer waiting", false],
	[{ outcome: "cancelled", cancelled_by: "administrator" }, "Your booking was canceled", true],
	[{ outcome: "cancelled", cancelled_by: "peer" }, "The interview is canceled", true],
	[{ outcome: "cancelled", cancelled_by: "group" }, "Your booking was canceled", true],
	[{ outcome: "completed" }, "The interview is over", false],
] as const)("%j is said, and on every page only if it was not the user's doing", (more, title, news) => {
	expect(lastWaitWords(wait(more))[0]).toBe(title);
	expect(isNews(wait(more))).toBe(news);
});
