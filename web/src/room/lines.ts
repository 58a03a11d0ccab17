// Which m-line of a call carries what: microphone and camera are in the first of their kind, the screen and its sound in a
// later one. An m-line is known by its mid and kind; those of a side that has taken back its offer have no mid yet.
import type { Kind } from "./media";

export const SLOTS = ["audio", "video", "screen", "screenAudio"] as const;
export type Slot = (typeof SLOTS)[number];
export type Tracks = Record<Slot, MediaStreamTrack | null>;

export const NO_TRACKS: Tracks = { audio: null, video: null, screen: null, screenAudio: null };
const KIND_OF: Record<Slot, Kind> = { audio: "audio", video: "video", screen: "video", screenAudio: "audio" };

/** Makes the m-lines of a first offer: microphone and camera even if there is neither, to receive the peer's. */
export function addLines(connection: RTCPeerConnection, local: Tracks): void {
	for (const slot of SLOTS) {
		const track = local[slot];
		if (track || !isScreen(slot)) connection.addTransceiver(track ?? KIND_OF[slot], initOf(slot, track));
	}
}

/**
 * Sends a track, or none, in the m-line that is for it, which is added where there is something to send. An m-line that is
 * not wanted brings nothing of the peer's either, whatever their client is.
 */
export async function fillLine(
	connection: RTCPeerConnection,
	slot: Slot,
	track: MediaStreamTrack | null,
	isWanted = true,
) {
	const { agreed, others } = linesOf(connection, KIND_OF[slot]);
	const line = lineOf(connection, slot);
	if (line) {
		line.direction = isWanted ? directionOf(slot, track) : "inactive";
		line.sender.setStreams?.(streamOf(slot));
		await line.sender.replaceTrack(track);
		// Both began to share at once, and the peer's m-line is there: one of mine would be one too many.
		if (isScreen(slot) && agreed[1]) for (const one of others) one.stop();
	} else if (track) {
		// The first m-line of its kind stays the camera's, or the microphone's.
		if (isScreen(slot) && agreed.length + others.length === 0) connection.addTransceiver(KIND_OF[slot], RECEIVE);
		connection.addTransceiver(track, initOf(slot, track));
	}
}

/** Bounds what is sent in a slot's m-line, without a new offer. */
export async function limitLine(connection: RTCPeerConnection, slot: Slot, limits: RTCRtpEncodingParameters) {
	const sender = lineOf(connection, slot)?.sender;
	const parameters = sender?.getParameters();
	const [encoding] = parameters?.encodings ?? [];
	if (!sender || !parameters || !encoding) return;
	Object.assign(encoding, limits);
	await sender.setParameters(parameters);
}

/** The tracks that both sides agreed that the peer sends. `muted` is unreliable: Chromium forgets to unmute. */
export function receivedIn(connection: RTCPeerConnection): Tracks {
	const [audio = null, ...moreAudio] = linesOf(connection, "audio").agreed.map(receivedOf);
	const [video = null, ...moreVideo] = linesOf(connection, "video").agreed.map(receivedOf);
	const first = (tracks: (MediaStreamTrack | null)[]) => tracks.find((one) => one !== null) ?? null;
	return { audio, video, screen: first(moreVideo), screenAudio: first(moreAudio) };
}

/**
 * What to show of what comes. Only a peer who says that they share a screen has one; from others, a camera may come in any
 * m-line.
 */
export function shownOf(remote: Tracks, isSharing: boolean): Tracks {
	if (isSharing) return remote;
	const { audio, video, screen, screenAudio } = remote;
	return { ...NO_TRACKS, audio: audio ?? screenAudio, video: video ?? screen };
}

const RECEIVE = { direction: "recvonly" } as const;

function isScreen(slot: Slot): boolean {
	return slot === "screen" || slot === "screenAudio";
}

function initOf(slot: Slot, track: MediaStreamTrack | null): RTCRtpTransceiverInit {
	return { direction: directionOf(slot, track), streams: [streamOf(slot)] };
}

/** Without a picture an m-line is receive-only, so that the peer is not left with a frozen one. */
function directionOf(slot: Slot, track: MediaStreamTrack | null): RTCRtpTransceiverDirection {
	return track || slot === "audio" ? "sendrecv" : "recvonly";
}

function lineOf(connection: RTCPeerConnection, slot: Slot): RTCRtpTransceiver | undefined {
	const { agreed, others } = linesOf(connection, KIND_OF[slot]);
	return isScreen(slot) ? (agreed[1] ?? others[agreed.length === 0 ? 1 : 0]) : (agreed[0] ?? others[0]);
}

function linesOf(connection: RTCPeerConnection, kind: Kind) {
	const lines = connection
		.getTransceivers()
		.filter(({ receiver, currentDirection }) => receiver.track.kind === kind && currentDirection !== "stopped");
	return { agreed: lines.filter(({ mid }) => mid !== null), others: lines.filter(({ mid }) => mid === null) };
}

function receivedOf({ currentDirection, receiver }: RTCRtpTransceiver): MediaStreamTrack | null {
	return currentDirection?.includes("recv") ? receiver.track : null;
}

const streams: Partial<Record<"person" | "screen", MediaStream>> = {};

/** What our tracks belong to, for clients that look for a stream. */
function streamOf(slot: Slot): MediaStream {
	const name = isScreen(slot) ? "screen" : "person";
	streams[name] ??= new MediaStream();
	return streams[name];
}
