import { expect, test } from "vitest";
import type { AppNotification } from "../../api/notifications";
import { KINDS, wordsOf } from "./words";

const DATA: Record<AppNotification["kind"], AppNotification["data"]> = {
	"match.found": { interview: { id: "abc", peer: { username: "bo", full_name: null } } },
	"match.expired": { slot_id: 1, booking_id: 1, next_slots: [] },
	"match.peer_no_show": { interview_id: "abc", absent: [2], waiting_again: true },
	"match.declined": { interview_id: "abc", by: 2, waiting_again: true },
	"booking.reminder": { interview_type: "technical", starts_at: "2027-07-01T16:00:00Z", minutes: 60 },
	"booking.changed": { booking_id: 1, slot_id: 1, status: "cancelled" },
	"slot.available": { slot_id: 1, interview_type: "behavioral", starts_at: "2027-07-01T16:00:00Z" },
	"feedback.received": { interview_id: "abc" },
	"week.summarized": { week: "2027-06-28", interviews: 2, minutes: 65, feedback: 1, upcoming: 1 },
};

test.each(Object.keys(KINDS) as AppNotification["kind"][])("%s is said whole, and leads somewhere", (kind) => {
	const { text, to } = wordsOf({ kind, data: DATA[kind] });
	expect(text).not.toMatch(/undefined|NaN|null|Invalid/);
	expect(to?.[0]).toMatch(/^\//);
});

test("a reminder says how soon, and when", () => {
	const { text } = wordsOf({ kind: "booking.reminder", data: DATA["booking.reminder"] });
	expect(text).toContain("in an hour");
	expect(text).toMatch(/July.*2027.*\d:00/);
});

test("a cancellation says when it was an administrator's", () => {
	const said = (by: string) =>
		wordsOf({ kind: "booking.changed", data: { ...DATA["booking.changed"], cancelled_by: by } }).text;
	expect(said("administrator")).toContain("administrator");
	expect(said("person")).not.toContain("administrator");
});

test("a summary counts", () => {
	expect(wordsOf({ kind: "week.summarized", data: DATA["week.summarized"] }).text).toMatch(
		/: 2 interviews, 1 h 5 min in all; 1 time booked\.$/,
	);
});
