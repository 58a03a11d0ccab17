// WebRTC signals as the peer's client sent them: only what has the right form reaches the browser's connection. Pure.

export interface Description {
	type: "offer" | "answer" | "pranswer";
	sdp: string;
}

/**
 * A candidate is null after the last one. `from` is the sender's socket; servers of before don't name it. Outdated is
 * how pages of a version before begin.
 */
export type PeerSignal =
	| { description: Description; from: string | undefined }
	| { candidate: RTCIceCandidateInit | null }
	| { isOutdated: true };

const TYPES: ReadonlySet<unknown> = new Set(["offer", "answer", "pranswer"]);
const LONGEST_NAME = 64;
const LONGEST_SDP = 28_000;
const LONGEST_CANDIDATE = 4_096;

/** Reads a signal; null if anything in it has another form. */
export function readSignal(said: { description?: unknown; candidate?: unknown; from?: unknown }): PeerSignal | null {
	const { description, candidate, from } = said;
	if (description != null) {
		const { type, sdp } = fields(description);
		if (type === "hello") return { isOutdated: true };
		if (!TYPES.has(type) || !isText(sdp, LONGEST_SDP)) return null;
		return {
			description: { type: type as Description["type"], sdp },
			from: isText(from, LONGEST_NAME) ? from : undefined,
		};
	}
	const ice = iceOf(candidate);
	return ice === undefined ? null : { candidate: ice };
}

/** Returns the DTLS fingerprints in a description: as many as there are hash functions, for one certificate. */
export function fingerprintsOf(sdp: string): string[] {
	return [...sdp.matchAll(/^a=fingerprint:(\S+ \S+)/gim)].map(([, one]) => (one as string).toLowerCase());
}

/** Returns a candidate as the server takes it. Browsers may add fields to their own form. */
export function sentForm({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate) {
	return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}

/** Reads an ICE candidate, null after the last one; undefined if it has another form. */
function iceOf(ice: unknown): RTCIceCandidateInit | null | undefined {
	if (ice === null) return null;
	const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = fields(ice);
	if (!isText(candidate, LONGEST_CANDIDATE)) return undefined;
	if (sdpMLineIndex != null && !(Number.isInteger(sdpMLineIndex) && (sdpMLineIndex as number) >= 0)) return undefined;
	if ([sdpMid, usernameFragment].some((one) => one != null && !isText(one, 256))) return undefined;
	return {
		candidate,
		sdpMid: (sdpMid ?? null) as string | null,
		sdpMLineIndex: (sdpMLineIndex ?? null) as number | null,
		...(usernameFragment != null && { usernameFragment: usernameFragment as string }),
	};
}

function isText(value: unknown, most: number): value is string {
	return typeof value === "string" && value.length <= most;
}

function fields(value: unknown): Record<string, unknown> {
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
