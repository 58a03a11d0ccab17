// The server's refusals in the language of the page. In English, its own sentences say more, and are shown as they are.
import { t } from "@lingui/core/macro";
import { i18n } from "#i18n";

/** Shown in every language, since they say what to do on these pages. */
const EVERYWHERE: Record<string, string> = {
	bad_credentials: t`Wrong email address, username, or password.`,
	setup_link_invalid: t`This link has expired or been used, or the site already has an administrator. If it has none, restart the server, which prints a new link; “make promote” makes anyone who has registered an administrator.`,
	invitation_invalid: t`This invitation can’t be accepted: the link is incomplete, or was used, withdrawn, or has expired.`,
	link_invalid: t`This link has already been used or has expired. Request a new one.`,
	too_many_requests: t`Too many attempts. Wait a moment, then try again.`,
	unavailable: t`Part of Mock Mate is restarting. Nothing is lost; try again in a moment.`,
	busy: t`Mock Mate is busy right now. Nothing is lost; try again in a moment.`,
	slot_full: t`Someone took the last seat at this time. Choose another time.`,
	booking_overlap: t`You already have a booking or an interview at that time.`,
	already_matched: t`You are already matched. Start or end that interview first.`,
};

/** What people can meet on pages, by code. Others are faults of a program, and stay English. */
const ELSEWHERE: Record<string, string> = {
	invalid: t`Something you entered isn’t valid.`,
	forbidden: t`You are not allowed to do this.`,
	not_found: t`Not found, or you don’t have access.`,
	conflict: t`This doesn’t fit what has happened meanwhile. Look at the page again.`,
	unauthenticated: t`Log in first.`,
	login_revoked: t`This login has ended. Log in again.`,
	refresh_token_reused: t`This login has ended. Log in again.`,
	email_not_verified: t`Confirm your email address first, with the link in the email that was sent to you.`,
	birth_year_missing: t`Say first in which year you were born.`,
	birth_year_set: t`You have already said in which year you were born. An administrator can change it.`,
	too_young: t`You are too young to take part here. Nothing of what you sent was kept.`,
	consent_required: t`Read what is kept of an interview and agree to it first.`,
	password_wrong: t`This is not your current password. Nothing was changed.`,
	code_wrong: t`This code is wrong or was already used. Each code works once; wait for the next one.`,
	passkey_refused: t`This passkey can’t be used here, or it took too long. Try again.`,
	no_passkeys_here: t`This site has no passkeys: they belong to a name, and it is reached by a number.`,
	passkey_taken: t`This passkey is already in use.`,
	too_many_passkeys: t`You have as many passkeys as there may be. Remove one first.`,
	second_factor_expired: t`This took too long, or was begun on another device. Start again with your password.`,
	second_factor_setup_required: t`Administrators need a second step here. Set it up in your account, under Security.`,
	suspended: t`This account is suspended.`,
	contacts_not_allowed: t`Contacts are not exchanged in interviews with minors.`,
	cameras_not_allowed: t`Cameras stay off in interviews between minors.`,
	text_only: t`This interview is by text, without sound and picture.`,
	own_decision: t`You made this decision, so another moderator has to answer the appeal.`,
	already_appealed: t`You have already appealed against this decision.`,
	confirmation_required: t`Confirm first that it is you.`,
	registration_closed: t`This site makes no account for this address. Ask the people who run it.`,
	provider_email_unconfirmed: t`The provider does not say that this is your email address. Confirm it there, or register with a password here.`,
	provider_away: t`The provider can’t be reached right now. Try again in a moment, or log in in another way.`,
	sign_in_expired: t`This attempt has expired, was used already, or began in another browser. Begin again.`,
	identity_taken: t`You sign in to another account here with this. Remove it there first.`,
	last_way_in: t`Without this you could no longer log in. Choose a password first, or add another way to sign in.`,
	email_taken: t`An account with this email address already exists.`,
	username_taken: t`This username is taken.`,
	already_booked: t`You have already booked this time.`,
	too_many_bookings: t`You have booked as many times as you can. Attend or cancel one first.`,
	too_many_watches: t`You watch as many times as you can. Stop watching one first.`,
	last_organizer: t`You are the only organizer of this group. Make another member an organizer first.`,
	group_full: t`This group has as many members as it can have.`,
	too_many_groups: t`You are in as many groups as you can be. Leave one first.`,
	groups_off: t`Groups can’t be made here.`,
	slot_taken: t`The group already has this time.`,
	slot_booked: t`People have booked this time, so it can’t be removed.`,
	slot_closed: t`This time has already started or is over.`,
	slot_template_taken: t`This time already exists.`,
	booking_closed: t`This booking can’t be changed now.`,
	own_invitation: t`This is your own invitation. Send the link to the person you would like to practice with.`,
	invitation_answered: t`This invitation was accepted. To call the interview off, cancel your booking.`,
	inviter_busy: t`The person who invited you has another booking then. Choose another time, or ask them for one.`,
	already_invited: t`This person has an open invitation of yours. Withdraw it first, to propose something else.`,
	too_many_invitations: t`You have as many open invitations as there may be, or mailed as many today. Withdraw one, or send the link yourself.`,
	not_booked: t`Book this time first.`,
	room_not_open: t`The waiting room isn’t open yet.`,
	room_closed: t`The waiting room has closed.`,
	practice_blocked: t`You missed, canceled late, or declined too many interviews, so you can’t practice for a while.`,
	reunion_gone: t`They no longer wait here, or have met somebody else.`,
	already_started: t`You have already started this interview. You can end it, but not decline it.`,
	interview_over: t`This interview is over.`,
	interview_not_live: t`This interview hasn’t started yet.`,
	no_more_time: t`This interview has already been extended twice.`,
	no_longer_wait: t`This start has been put off as long as it can be.`,
	interview_not_ended: t`Feedback can be given once the interview has ended.`,
	feedback_given: t`You have already given feedback on this interview.`,
	feedback_closed: t`It is too late for this feedback.`,
	again_not_agreed: t`You can propose a time once both of you have said that you would practice together again.`,
	again_closed: t`It is too late for this: what was written in this interview is no longer kept.`,
	already_reported: t`You have already reported this person. An administrator will review the report.`,
	question_reported: t`You have already reported this question. An administrator will review the report.`,
	slug_taken: t`Another question has this slug.`,
	topic_taken: t`This topic already exists.`,
	body_too_large: t`This is too large.`,
	upload_too_large: t`These files are too large, or too many. Send a zip, or several parts.`,
	not_oneself: t`You can’t do this to yourself. Ask another administrator.`,
	already_resolved: t`This report has already been resolved.`,
	runner_failed: t`The server that runs code can’t be reached, or doesn’t run this language.`,
	runner_slow: t`The server that runs code didn’t respond in time.`,
	internal_error: t`Something went wrong on the server. Try again in a moment.`,
};

/** What is wrong with one field, by the code of the field. */
const FIELDS: Record<string, string> = {
	missing: t`This is needed.`,
	email: t`Enter an email address.`,
	string_too_short: t`This is too short.`,
	string_too_long: t`This is too long.`,
	too_short: t`Choose more.`,
	too_long: t`These are too many.`,
	common_password: t`This password is too easy to guess. Choose another one.`,
	greater_than_equal: t`This number is too small.`,
	less_than_equal: t`This number is too large.`,
	int_parsing: t`Enter a whole number.`,
	day: t`Enter a date.`,
	local_time: t`Enter a time of day.`,
	domain: t`Enter the domain of an email address, such as example.edu.`,
	public_domain: t`This is the domain of a public mail provider.`,
};

const isEnglish = () => i18n.locale === "en";

/** Returns what to show for a refusal with this code; `detail` is what the server says. */
export function wordsFor(code: string, detail: string): string {
	return EVERYWHERE[code] ?? translated(code, detail);
}

/** The same for a command of a socket, which in English is answered more precisely. */
export function translated(code: string, detail: string): string {
	return isEnglish() ? detail : (EVERYWHERE[code] ?? ELSEWHERE[code] ?? detail);
}

/** The same for one field. */
export function fieldWordsFor(code: string, detail: string): string {
	return isEnglish() ? detail : (FIELDS[code] ?? t`This isn’t valid.`);
}
