// The state of the room for one participant: the server's snapshot with the events since then applied. Pure.
import type {
	ChatLine,
	CodeLanguage,
	Participant,
	PeerMedia,
	RoomSnapshot,
	ServerFrame,
	SharedRun,
} from "../sockets/frames";
import { withAsked, withLanguage, withPads } from "./desk/pads";
import { isLanguage, isLine, isRun, isUsable } from "./peerFrames";

export interface RoomState {
	interview: RoomSnapshot["interview"];
	participants: Participant[];
	chat: ChatLine[];
	/** The cursor of older lines that are still to be read; null if there are none. */
	olderChat: string | null;
	/** The language of the present pad. */
	language: CodeLanguage;
	/** The newest of each question. */
	runs: SharedRun[];
	/** The kinds of marks that the server takes on the whiteboard. */
	marks: readonly string[];
	/** Who swapped the roles last, as far as it was seen here. */
	swappedBy: number | null;
	/** Whether the peer's connection was cut and nothing has come from them since. They have a while to return. */
	peerReconnecting: boolean;
	/** What the peer sends; null as long as their client has not said so. */
	peerMedia: PeerMedia | null;
	/** Counts the signs that the peer writes a line; 0 once that has come. */
	peerTyping: number;
	/** Whether the server can't store changes of the document at the moment. */
	isUnsaved: boolean;
	/** A proposal for more time: by whom, and until when the other may agree. */
	extension: RoomSnapshot["interview"]["extension"];
	ended: { reason: "ended" | "time_is_up" | "abandoned"; by: number | null } | null;
}

/** The most runs kept of a question. */
export const MOST_RUNS = 20;

/** Returns the room of a snapshot. What was known `before` and doesn't fit into a snapshot stays. */
export function fromSnapshot(snapshot: RoomSnapshot, before: RoomState | null = null): RoomState {
	const interview = { ...snapshot.interview, notes: snapshot.interview.notes ?? before?.interview.notes ?? null };
	const over = interview.status === "ended" || interview.status === "abandoned";
	const chat = snapshot.chat.filter(isLine);
	// Otherwise lines between those known and those of the snapshot may be missing.
	const joins = before !== null && chat.some((line) => isAmong(before.chat, line));
	return {
		interview,
		participants: snapshot.participants,
		chat: merged(before?.chat ?? [], chat),
		olderChat: joins ? before.olderChat : snapshot.chat_before,
		language: isLanguage(snapshot.language) ? snapshot.language : "plaintext",
		runs: newestRuns(merged(before?.runs ?? [], snapshot.runs.filter(isRun))),
		// A server of before doesn't say so.
		marks: Array.isArray(snapshot.marks) ? snapshot.marks : ["stroke", "label"],
		swappedBy: null,
		peerReconnecting: isReconnecting(peerOf(snapshot)),
		peerMedia: before?.peerMedia ?? null,
		peerTyping: 0,
		// If it is so, the server says it to every socket anew.
		isUnsaved: false,
		extension: interview.extension,
		ended: over ? { reason: interview.status === "abandoned" ? "abandoned" : "ended", by: null } : null,
	};
}

function peerOf({ participants, interview }: RoomSnapshot): Participant | undefined {
	return participants.find((one) => one.user_id === interview.peer.id);
}

/** Whether somebody who counts as here has no socket. A server of before doesn't say so. */
function isReconnecting(participant: Participant | undefined): boolean {
	return participant?.presence === "here" && participant.connected === false;
}

/** Whether the peer has a socket in the room, and so gets signals. */
export function isPeerConnected(snapshot: RoomSnapshot): boolean {
	const peer = peerOf(snapshot);
	return peer?.presence === "here" && !isReconnecting(peer);
}

/** Returns the room with a page of older lines, which was read at this cursor. */
export function withOlderChat(room: RoomState, page: { items: ChatLine[]; next_cursor: string | null }, at: string) {
	const chat = merged(room.chat, page.items.filter(isLine));
	// A snapshot that came meanwhile may have moved the cursor.
	return { ...room, chat, olderChat: room.olderChat === at ? page.next_cursor : room.olderChat };
}

export function withOlderRuns(room: RoomState, runs: SharedRun[]): RoomState {
	return { ...room, runs: newestRuns(merged(room.runs, runs.filter(isRun))) };
}

interface Sent {
	id: string;
	user_id: number;
	at: string;
}

function isAmong(known: readonly Sent[], { id, user_id }: Sent): boolean {
	return known.some((one) => one.id === id && one.user_id === user_id);
}

/** Returns both lists without repetitions, oldest first. */
function merged<T extends Sent>(one: readonly T[], other: readonly T[]): T[] {
	const all = new Map([...one, ...other].map((each) => [`${each.user_id} ${each.id}`, each]));
	return [...all.values()].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** Returns the room after a frame. The frame must not be part of the snapshot already; an unusable one changes nothing. */
export function after(room: RoomState, frame: ServerFrame): RoomState {
	if (!isUsable(frame)) return room;
	return changed(actorOf(frame) === room.interview.peer.id ? peerSeen(room) : room, frame);
}

/** Returns the room after any sign of the peer, which ends "reconnecting". */
export function peerSeen(room: RoomState): RoomState {
	return room.peerReconnecting ? { ...room, peerReconnecting: false } : room;
}

/** Returns the user whose action caused a frame, if that user must be connected for it. */
function actorOf(frame: ServerFrame): number | null {
	switch (frame.type) {
		case "peer.reconnected":
		case "peer.joined":
		case "peer.ready":
		case "signal":
		case "chat.message":
		case "run.shared":
		case "peer.media":
		case "peer.caption":
		case "peer.recording":
		case "peer.typing":
		case "cameras.agreed":
			return frame.data.user_id;
		case "editor.language":
		case "roles.swapped":
		case "interview.extension_proposed":
			return frame.data.by;
		default:
			return null;
	}
}

function changed(room: RoomState, frame: ServerFrame): RoomState {
	switch (frame.type) {
		case "peer.ready":
			return withParticipant(room, frame.data.user_id, { ready: true });
		case "peer.joined":
			return withParticipant(room, frame.data.user_id, { presence: "here" });
		case "peer.left":
			return {
				...withParticipant(room, frame.data.user_id, { presence: "left" }),
				...{ peerReconnecting: false, peerMedia: null, peerTyping: 0 },
			};
		case "cameras.agreed":
			return withParticipant(room, frame.data.user_id, { cameras_agreed: frame.data.agreed });
		case "peer.media":
			return { ...room, peerMedia: frame.data };
		case "peer.typing":
			return { ...room, peerTyping: room.peerTyping + 1 };
		case "peer.reconnecting":
			return { ...room, peerReconnecting: frame.data.user_id === room.interview.peer.id };
		case "interview.started":
			return withInterview(room, {
				status: "live",
				started_at: frame.data.started_at,
				ends_at: frame.data.ends_at,
				i_started: true,
				peer_started: true,
			});
		case "interview.held":
			return withInterview(room, { start_by: frame.data.start_by });
		case "interview.extended":
			return {
				...withInterview(room, { ends_at: frame.data.ends_at, extensions_left: frame.data.extensions_left }),
				extension: null,
			};
		case "interview.extension_proposed":
			return { ...room, extension: frame.data };
		case "interview.ended":
			return {
				...withInterview(room, { status: frame.data.status, ended_at: frame.data.ended_at }),
				ended: { reason: frame.data.reason, by: frame.data.by },
			};
		case "roles.swapped":
			return { ...swapped(room, frame.data.interviewer_id), swappedBy: frame.data.by };
		case "chat.message":
			return said(room, frame.data);
		case "editor.language":
			return withLanguage(room, frame.data.pad ?? "code", frame.data.language);
		case "question.assigned":
			return withAsked(room, frame.data);
		case "document.unsaved":
			return { ...room, isUnsaved: true };
		case "document.saved":
			return { ...room, isUnsaved: false };
		case "run.shared":
			return { ...room, runs: newestRuns([...room.runs, frame.data]) };
		default:
			return room;
	}
}

function withInterview(room: RoomState, changes: Partial<RoomState["interview"]>): RoomState {
	return { ...room, interview: { ...room.interview, ...changes } };
}

function withParticipant(room: RoomState, userId: number, changes: Partial<Participant>): RoomState {
	const participants = room.participants.map((one) => (one.user_id === userId ? { ...one, ...changes } : one));
	const mine = userId !== room.interview.peer.id;
	const started = changes.ready ? (mine ? { i_started: true } : { peer_started: true }) : {};
	return withInterview({ ...room, participants }, started);
}

function swapped(room: RoomState, interviewerId: number): RoomState {
	const role = (userId: number) => (userId === interviewerId ? ("interviewer" as const) : ("interviewee" as const));
	const participants = room.participants.map((one) => ({ ...one, role: role(one.user_id) }));
	// Cleared at once, since the new interviewee must not see all of it; it is read again.
	const mine = room.interview.peer.id === interviewerId ? ("interviewee" as const) : ("interviewer" as const);
	return withPads(withInterview({ ...room, participants }, { role: mine, question: null, no_question: false }));
}

function said(room: RoomState, line: ChatLine): RoomState {
	const peerTyping = line.user_id === room.interview.peer.id ? 0 : room.peerTyping;
	return isAmong(room.chat, line) ? room : { ...room, peerTyping, chat: [...room.chat, line] };
}

/** The runs of a question, oldest first. Old servers don't say which it was. */
export function runsOfQuestion(runs: readonly SharedRun[], question: number | null | undefined): SharedRun[] {
	return runs.filter((run) => run.question_id == null || run.question_id === question);
}

function newestRuns(runs: readonly SharedRun[]): SharedRun[] {
	const counts = new Map<number | null | undefined, number>();
	const isKept = ({ question_id }: SharedRun) => {
		const count = (counts.get(question_id) ?? 0) + 1;
		counts.set(question_id, count);
		return count <= MOST_RUNS;
	};
	return [...runs].reverse().filter(isKept).reverse();
}

export function peerIn(room: RoomState): Participant | undefined {
	return room.participants.find((one) => one.user_id === room.interview.peer.id);
}
