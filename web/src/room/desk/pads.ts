// The pads: which text of the shared document belongs to which question. Pure.
//
// Whoever is asked first has `code`, whoever is asked second `code2`. The present pad is that of the interviewee. A server
// of before tells no pads, and in an interview that swapped roles with one, `code` is for both questions.
import type { CodeLanguage, LiveInterview, ServerFrame } from "../../sockets/frames";

export type Pad = LiveInterview["pads"][number];
export type PadName = Pad["name"];

/** The names of the texts in the shared document, in the order of asking. */
export const PAD_NAMES = ["code", "code2"] as const satisfies readonly PadName[];

type Asking = Pick<LiveInterview, "role"> & { peer: { id: number }; pads?: readonly Pad[] };

/** Returns the pad of whoever is asked now; undefined if the server knows none. */
export function presentPad({ pads, role, peer }: Asking): Pad | undefined {
	return pads?.find((one) => (one.user_id === peer.id) === (role === "interviewer"));
}

export function presentName(interview: Asking): PadName {
	return presentPad(interview)?.name ?? "code";
}

/** Returns the pads that there are so far: that of the second question comes with it. */
export function openPads({ pads, ...interview }: Asking): readonly Pad[] {
	const present = presentPad({ ...interview, pads: pads ?? [] });
	const isOpen = ({ name, question_id }: Pad, index: number) =>
		index === 0 || (name !== "code" && (question_id !== null || name === present?.name));
	return pads?.filter(isOpen) ?? [];
}

interface Desk {
	interview: LiveInterview;
	language: CodeLanguage;
}

type Assigned = Extract<ServerFrame, { type: "question.assigned" }>["data"];

/** Returns the room after somebody was asked: their pad is the present one. A server of before says nothing of pads. */
export function withAsked<Room extends Desk>(room: Room, { user_id, question, ...on }: Assigned): Room {
	const name = on.pad ?? "code";
	const asked = { name, question_id: question?.id ?? null };
	const pads = room.interview.pads?.map((one) => (one.user_id === user_id ? { ...one, ...asked } : one));
	return withLanguage(withPads(room, pads), name, on.language ?? room.language);
}

/** Returns the room after a language was chosen for a pad. */
export function withLanguage<Room extends Desk>(room: Room, name: PadName, language: CodeLanguage): Room {
	const { pads } = room.interview;
	if (!pads) return { ...room, language };
	return withPads(
		room,
		pads.map((one) => (one.name === name ? { ...one, language } : one)),
	);
}

/** Returns the room with the language of the present pad. */
export function withPads<Room extends Desk>(room: Room, pads: Pad[] | undefined = room.interview.pads): Room {
	if (!pads) return room;
	const interview = { ...room.interview, pads };
	return { ...room, interview, language: presentPad(interview)?.language ?? room.language };
}
