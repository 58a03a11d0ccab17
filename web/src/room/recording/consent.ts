// Who may record the call, and until when: what each step of either side leads to. Pure.
//
// docs/protocol.md has the rules. Nothing is recorded while it is not certain that the other still agrees: after a cut
// line, or a page that was loaded again, the one who records asks, and goes on only with an answer.
import type { Commands } from "../../sockets/frames";

type Step = Commands["recording.set"]["step"];

/** Seen from here: "asking", "recording" are mine, "asked", "agreed", "recorded" are the peer's. */
export type Consent =
	| { phase: "idle" }
	| { phase: "asking" | "asked" | "agreed" | "recorded"; id: string }
	| { phase: "recording"; id: string; isPaused: boolean };

export type Happening =
	| { type: "ask"; id: string }
	| { type: "answer"; agrees: boolean }
	| { type: "stop" }
	| { type: "unanswered" }
	/** The line of one of the two is cut. */
	| { type: "lost" }
	/** It is back, or the peer's page is another one. */
	| { type: "back" }
	/** The peer has left, or the interview is over. */
	| { type: "gone" }
	| { type: "peer"; id: string; step: Step };

/** How it ended, where it is to be said. */
export type Outcome = "refused" | "unanswered" | "stopped by me" | "stopped by the peer" | "gone";

export interface Next {
	consent: Consent;
	send?: { recording: string; step: Step };
	outcome?: Outcome;
}

const IDLE: Consent = { phase: "idle" };

export function after(consent: Consent, event: Happening): Next {
	switch (event.type) {
		case "ask":
			if (consent.phase !== "idle") return { consent };
			return { consent: { phase: "asking", id: event.id }, send: { recording: event.id, step: "ask" } };
		case "answer":
			return consent.phase === "asked" ? answered(consent.id, event.agrees) : { consent };
		case "stop":
			return ended(consent, "stopped by me");
		case "unanswered":
			return consent.phase === "asking" ? ended(consent, "unanswered") : { consent };
		case "lost":
			return { consent: consent.phase === "recording" ? { ...consent, isPaused: true } : consent };
		case "back":
			return asked(consent);
		case "gone":
			return consent.phase === "idle" ? { consent } : { consent: IDLE, outcome: "gone" };
		case "peer":
			return "id" in consent && consent.id === event.id ? known(consent, event.step) : unknown(consent, event);
	}
}

function answered(id: string, agrees: boolean): Next {
	if (!agrees) return { consent: IDLE, send: { recording: id, step: "refuse" } };
	return { consent: { phase: "agreed", id }, send: { recording: id, step: "agree" } };
}

function ended(consent: Consent, outcome: Outcome): Next {
	if (!("id" in consent)) return { consent };
	return { consent: IDLE, send: { recording: consent.id, step: "stop" }, outcome };
}

/** Asks, or says again, whether both still know of the recording. */
function asked(consent: Consent): Next {
	switch (consent.phase) {
		case "recording":
			return { consent: { ...consent, isPaused: true }, send: { recording: consent.id, step: "begin" } };
		case "asking":
			return { consent, send: { recording: consent.id, step: "ask" } };
		case "agreed":
		case "recorded":
			return { consent, send: { recording: consent.id, step: "agree" } };
		default:
			return { consent };
	}
}

/** A step of the recording that we speak of. */
function known(consent: Exclude<Consent, { phase: "idle" }>, step: Step): Next {
	const { phase, id } = consent;
	switch (step) {
		case "agree":
			if (phase === "asking")
				return { consent: { phase: "recording", id, isPaused: false }, send: { recording: id, step: "begin" } };
			return { consent: phase === "recording" ? { ...consent, isPaused: false } : consent };
		case "refuse":
			return phase === "asking" ? { consent: IDLE, outcome: "refused" } : { consent };
		case "begin":
			if (phase !== "agreed" && phase !== "recorded") return { consent };
			return { consent: { phase: "recorded", id }, send: { recording: id, step: "agree" } };
		case "stop":
			return { consent: IDLE, outcome: "stopped by the peer" };
		default:
			// The peer asks again, and may not have had the answer.
			return phase === "asked" || phase === "asking" || phase === "recording" ? { consent } : asked(consent);
	}
}

/** A step of a recording that this page doesn't know, for example of a page before. */
function unknown(consent: Consent, { id, step }: { id: string; step: Step }): Next {
	if (step === "ask") {
		// One at a time. If both ask at once, both are told no, and may ask again.
		const isFree = consent.phase === "idle" || consent.phase === "asked";
		return isFree ? { consent: { phase: "asked", id } } : { consent, send: { recording: id, step: "refuse" } };
	}
	return step === "agree" || step === "begin" ? { consent, send: { recording: id, step: "stop" } } : { consent };
}
