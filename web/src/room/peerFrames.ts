// What the peer's client chose in frames: only what has the right form reaches the room. Pure.
import type { CaseData, ChatLine, CodeLanguage, PeerMedia, ServerFrame, SharedRun } from "../sockets/frames";
import { isCaption } from "./captions/captionLines";
import { LANGUAGES } from "./desk/languages";

// More than the server accepts, in JavaScript's characters.
const LONGEST_LINE = 8_000;
const LONGEST_OUTPUT = 40_000;
const LONGEST_STATUS = 200;
const LONGEST_OF_RESULT = 4_000;
const MOST_RESULTS = 200;
const STEPS: ReadonlySet<string> = new Set(["ask", "agree", "refuse", "begin", "stop"]);

/** Whether a frame can be shown, as far as the peer's client has chosen it. */
export function isUsable(frame: ServerFrame): boolean {
	switch (frame.type) {
		case "chat.message":
			return isLine(frame.data);
		case "run.shared":
			return isRun(frame.data);
		case "editor.language":
			return isLanguage(frame.data.language);
		case "question.assigned":
			return frame.data.language == null || isLanguage(frame.data.language);
		case "peer.media":
			return isMedia(frame.data);
		case "peer.caption":
			return isCaption(frame.data);
		case "peer.recording":
			return isText(frame.data.recording, 64) && STEPS.has(frame.data.step);
		default:
			return true;
	}
}

export function isLine({ id, user_id, text, at }: ChatLine): boolean {
	return isText(id, 64) && isCount(user_id) && isText(text, LONGEST_LINE) && isText(at, 64);
}

export function isRun(run: SharedRun): boolean {
	const { id, user_id, status, stdout, stderr, ms, passed, total, stdin, exit_code, results } = run;
	return (
		isText(id, 64) &&
		isCount(user_id) &&
		isText(status, LONGEST_STATUS) &&
		[stdout, stderr, stdin ?? ""].every((one) => isText(one, LONGEST_OUTPUT)) &&
		[ms, passed ?? 0, total ?? 0].every(isCount) &&
		Number.isSafeInteger(exit_code ?? 0) &&
		(results == null || (Array.isArray(results) && results.length <= MOST_RESULTS && results.every(isResult)))
	);
}

function isResult({ index, own, passed, call, expected, got, error, printed }: CaseData): boolean {
	return (
		isCount(index) &&
		[own ?? false, passed ?? false].every((one) => typeof one === "boolean") &&
		[call, expected ?? "", got ?? "", error ?? "", printed ?? ""].every((one) => isText(one, LONGEST_OF_RESULT))
	);
}

/** Servers and clients of before say less. */
function isMedia({ microphone, camera, screen, wants_captions }: PeerMedia): boolean {
	return [microphone, camera, screen ?? false, wants_captions ?? false].every((one) => typeof one === "boolean");
}

export function isLanguage(language: unknown): language is CodeLanguage {
	return typeof language === "string" && Object.hasOwn(LANGUAGES, language);
}

function isText(value: unknown, most: number): boolean {
	return typeof value === "string" && value.length <= most;
}

function isCount(value: unknown): boolean {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}
