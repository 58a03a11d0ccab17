// What the checklist says: the names of its items, a sentence for each finding, and where in the app to fix it.
import { plural, t } from "@lingui/core/macro";
import type { Schemas } from "../../../api/client";
import { LEVELS, TYPES } from "../../../ui/words";

export type Item = Schemas["ChecklistItem"];
/** What sentences are made with; each uses what is given for its finding. */
type Facts = { [Name in keyof Schemas["Facts"]]: NonNullable<Schemas["Facts"][Name]> };

export const NAMES: Record<Item["name"], string> = {
	address: t`Address and HTTPS`,
	mail: t`Mail`,
	calls: t`Calls between networks`,
	questions: t`Questions`,
	slots: t`Times to book`,
	backups: t`Backups`,
	law: t`Law and data protection`,
	registration: t`Registration`,
	limits: t`Rate limits`,
	code: t`Where programs run`,
	failures: t`Failed work`,
};

export const STATES: Record<Item["state"], readonly [word: string, tone: string]> = {
	done: [t`Done`, "good"],
	todo: [t`To do`, "warn"],
	wrong: [t`Wrong`, "bad"],
	unknown: [t`Unknown`, ""],
};

/** Pages of this app on which an item can be fixed. */
export const PLACES: Partial<Record<Item["name"], readonly [path: string, label: string]>> = {
	questions: ["/manage/questions", t`Go to the questions`],
	slots: ["/manage/slots", t`Go to the slots`],
	failures: ["/manage/parked", t`Go to the failed items`],
};

const SENTENCES: Record<Item["finding"], (facts: Facts) => string> = {
	address_local: ({ url }) =>
		t`PUBLIC_URL is ${url}, which only this machine can open. For others, give the site a name with HTTPS, and set PUBLIC_URL to it.`,
	address_insecure: ({ url }) =>
		t`PUBLIC_URL is ${url}. Without HTTPS, browsers give the pages no camera and no microphone.`,
	address_differs: ({ url, host }) =>
		t`PUBLIC_URL is ${url}, but you see this site at ${host}. Links in emails lead to PUBLIC_URL; if that isn’t this site, change it.`,
	address_sockets_insecure: () =>
		t`PUBLIC_WS_URL begins with ws://, which pages on HTTPS may not open, so nobody can meet. Set wss://.`,
	address_set: ({ url }) => t`This site is at ${url}, as PUBLIC_URL says.`,
	mail_not_set: ({ count }) =>
		t`MAIL_URL is not set, so nobody can confirm an address or reset a password. ${plural(count, { one: "# email is waiting.", other: "# emails are waiting." })}`,
	mail_to_folder: () => t`MAIL_URL is a folder: emails are written there as files, and nobody gets them.`,
	mail_sender_local: () =>
		t`MAIL_FROM is an address at localhost, which most mail servers refuse. Set one that your mail server may send for.`,
	mail_refused: ({ count, error }) =>
		t`The mail server refuses to take emails from this site; ${plural(count, { one: "# is being retried", other: "# are being retried" })}. The last answer: ${error}`,
	mail_failing: ({ count, error }) =>
		t`${plural(count, { one: "# email has failed several times and is being retried", other: "# emails have failed several times and are being retried" })}. The last error: ${error}`,
	mail_not_sent: ({ count }) =>
		t`${plural(count, { one: "# email has been due for more than five minutes", other: "# emails have been due for more than five minutes" })}, and nothing has tried to send. Check that the socket service runs and has MAIL_URL, too.`,
	mail_untried: () => t`MAIL_URL is set, but no email has been sent so far. Send yourself a test email.`,
	mail_sent: ({ at }) => t`The mail server took the last email at ${at}.`,
	calls_by_zego: () => t`Calls go through ZEGO.`,
	calls_without_relay: () =>
		t`ICE_SERVERS names no TURN server: people whose networks allow no direct connection can’t see or hear each other.`,
	calls_without_secret: () =>
		t`ICE_SERVERS names a TURN server, but TURN_SECRET is not set: browsers can’t use it, and no call begins.`,
	calls_with_relay: () =>
		t`A TURN server and its secret are set. The check of camera and network on the home page shows whether it answers.`,
	questions_missing: ({ gaps }) =>
		t`No question is published for: ${gaps.map((gap) => `${TYPES[gap.interview_type]}, ${LEVELS[gap.difficulty]}`).join("; ")}. People who meet there have nothing to ask.`,
	questions_there: ({ count }) =>
		t`${plural(count, { one: "# question is", other: "# questions are" })} published, with some for each type and level.`,
	slots_missing: ({ types }) =>
		t`There is nothing to book in the next seven days for: ${types.map((type) => TYPES[type]).join(", ")}. Add weekly times, or create the missing slots.`,
	slots_hourly: ({ types }) =>
		t`No weekly times are set for: ${types.map((type) => TYPES[type]).join(", ")}. So there is a slot every hour; where few people book, fewer times bring them together.`,
	slots_set: ({ count }) =>
		plural(count, {
			one: "# slot can be booked in the next seven days, from your weekly times.",
			other: "# slots can be booked in the next seven days, from your weekly times.",
		}),
	backups_unknown: () => t`No backup has been recorded. If you make them in another way, test a restore once.`,
	backups_failing: ({ at }) =>
		at
			? t`The last scheduled backup failed. The newest good one is of ${at}.`
			: t`The last scheduled backup failed, and none has succeeded yet.`,
	backups_overdue: ({ at }) => t`The next scheduled backup is overdue. The newest good one is of ${at}.`,
	backups_made: ({ at }) => t`The last backup was made at ${at}, and restored to try it.`,
	law_not_set: ({ settings }) =>
		t`Not set: ${settings.join(", ")}. Many countries ask for a privacy policy and an imprint of whoever runs a site. The handbook says what else to decide before you open it.`,
	law_set: () =>
		t`Your privacy policy and your imprint are linked at the bottom of every page. Decide also how long data is kept, from which age people may take part, and who else gets data: the handbook has a list.`,
	registration_closed: () => t`Nobody can make an account: REGISTRATION is closed. People who have one go on.`,
	registration_domains: () =>
		t`Only people with an address at a domain in REGISTRATION can make an account, and they have to confirm it.`,
	registration_needs_mail: () =>
		t`People must confirm their address before they book (REQUIRE_VERIFIED_EMAIL, or domains in REGISTRATION), but without MAIL_URL or a provider nobody can.`,
	registration_unconfirmed: () =>
		t`Anyone may register, and book without confirming an address: REQUIRE_VERIFIED_EMAIL is not set.`,
	registration_confirmed: () => t`Anyone may register, and has to confirm the address before booking.`,
	limits_off: () => t`RATE_LIMITS is off: nothing slows down people who guess passwords.`,
	limits_not_shared: () =>
		t`Redis refuses to count, so each process counts for itself. REDIS_URL must name a server that takes writes.`,
	limits_by_proxy: () =>
		t`TRUSTED_PROXIES doesn’t fit the proxies in front of this site, so people may share each other’s limits. /health/ready says more.`,
	limits_on: () => t`Guessing passwords and flooding the site is slowed down.`,
	code_in_browsers: () =>
		t`Programs run in people’s browsers. RUNNER_URL is not set, so languages that browsers can’t run are only written.`,
	code_on_server: () => t`Programs run in people’s browsers, and on the server in RUNNER_URL where those can’t.`,
	failures_parked: ({ count }) =>
		plural(count, {
			one: "A background job could not process # item. It is retried from time to time.",
			other: "Background jobs could not process # items. They are retried from time to time.",
		}),
	failures_none: () => t`No background job has failed items.`,
};

export function sentence({ finding, facts }: Item): string {
	const { count, at, error, url, host } = facts;
	const given = { count: count ?? 0, at: at ?? "", error: error ?? "", url: url ?? "", host: host ?? "" };
	return SENTENCES[finding]({ ...facts, ...given });
}
