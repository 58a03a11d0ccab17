import { expect, test } from "vitest";
import type { AppNotification } from "../api/notifications";
import { KINDS, wordsOf } from "./notificationWords";

const DATA: Record<AppNotification["kind"], AppNotification["data"]> = {
	"match.found": { interview: { id: "abc", peer: { username: "bo", full_name: null } } },
	"match.expired": { slot_id: 1, booking_id: 1, next_slots: [] },
	"match.peer_no_show": { interview_id: "abc", absent: [2], waiting_again: true },
	"match.declined": { interview_id: "abc", by: 2, waiting_again: true },
	"booking.reminder": { interview_type: "technical", starts_at: "2027-07-01T16:00:00Z", minutes: 60 },
	"booking.changed": { booking_id: 1, slot_id: 1, status: "cancelled" },
	"slot.available": { slot_id: 1, interview_type: "behavioral", starts_at: "2027-07-01T16:00:00Z" },
	"feedback.received": { interview_id: "abc" },
	"account.warned": { measure_id: 1, reason: "spam", text: "Be kind." },
	"account.restricted": { measure_id: 1, restriction: "text_only", until: null, text: "Be kind." },
	"report.answered": { report_id: 1 },
	"appeal.answered": { measure_id: 1, measure: "warned", outcome: "lift", text: "You are right." },
	"invitation.received": { invitation_id: "abc" },
	"invitation.accepted": { invitation_id: "abc", slot_id: 1, starts_at: "2027-07-01T16:00:00Z" },
	"invitation.declined": { invitation_id: "abc" },
	"again.agreed": { interview_id: "abc", what: "practice" },
	"group.answered": { group_id: 1, name: "Club", approved: true },
	"week.summarized": { week: "2027-06-28", interviews: 2, minutes: 65, feedback: 1, upcoming: 1 },
};

test.each(Object.keys(KINDS) as AppNotification["kind"][])("%s is said whole, whatever is true by now", (kind) => {
	for (const state of ["open", "locked", "over", null, undefined] as const) {
		const { text, to } = wordsOf({ kind, data: DATA[kind], state });
		expect(text).not.toMatch(/undefined|NaN|null|Invalid/);
		if (to) expect(to[0]).toMatch(/^\//);
	}
});

const said = (kind: AppNotification["kind"], state: AppNotification["state"]) =>
	wordsOf({ kind, data: DATA[kind], state });

test("what is over leads nowhere, and is told as past", () => {
	for (const kind of [
		"match.found",
		"match.peer_no_show",
		"match.declined",
		"booking.reminder",
		"slot.available",
	] as const) {
		expect(said(kind, "open").to).toBeDefined();
		expect(said(kind, "over").to).toBeUndefined();
	}
	expect(said("match.found", "over").text).toBe("You were matched with bo.");
	expect(said("match.declined", "over").text).not.toContain("waiting");
	expect(said("slot.available", "over").text).toContain("no longer available");
});

test("feedback that can be read is not said to be locked, nor the other way round", () => {
	expect(said("feedback.received", "locked")).toMatchObject({ to: ["/review/abc", "Give feedback"] });
	expect(said("feedback.received", "open")).toEqual({
		text: "You have received feedback.",
		to: ["/history", "Go to history"],
	});
	expect(said("feedback.received", "over").to).toBeUndefined();
});

test("a reminder says how soon it is now, not when it was sent", () => {
	const data = (minutes: number) => ({
		...DATA["booking.reminder"],
		starts_at: new Date(Date.now() + minutes * 60_000).toISOString(),
	});
	const words = (minutes: number) => wordsOf({ kind: "booking.reminder", data: data(minutes), state: "open" }).text;
	expect(words(40.2)).toContain("starts in 40 minutes: ");
	expect(words(-5)).toContain("has started: ");
});

test("a cancellation says when it was an administrator's", () => {
	const cancelled = (by: string) =>
		wordsOf({ kind: "booking.changed", data: { ...DATA["booking.changed"], cancelled_by: by } }).text;
	expect(cancelled("administrator")).toContain("administrator");
	expect(cancelled("person")).not.toContain("administrator");
	expect(cancelled("peer")).toContain("The other person");
});

test("a change of a booking is told as what it changed", () => {
	const changed = (...parts: string[]) =>
		wordsOf({ kind: "booking.changed", data: { ...DATA["booking.changed"], status: "booked", changed: parts } }).text;
	expect(changed()).toBe("You booked a time.");
	expect(changed("time")).toBe("You moved a booking to another time.");
	expect(changed("difficulty")).toBe("You changed the difficulty of a booking.");
	expect(changed("language")).toBe("You changed the language of a booking.");
	expect(changed("time", "difficulty")).toBe("You changed a booking.");
});

test("a summary counts", () => {
	expect(wordsOf({ kind: "week.summarized", data: DATA["week.summarized"] }).text).toMatch(
		/: 2 interviews, 1 h 5 min in total; 1 time booked after it\.$/,
	);
});
