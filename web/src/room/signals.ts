// WebRTC signals as the peer's client sent them: only what has the right form reaches the browser's connection. Pure.

export interface Addressed {
	from: string;
	to?: string;
}
export type Description = Addressed & { type: RTCSdpType | "hello"; sdp: string };
export type Candidate = Addressed & { ice: RTCIceCandidateInit | null };
export type PeerSignal = { description: Description } | { candidate: Candidate };

const TYPES: ReadonlySet<unknown> = new Set(["offer", "answer", "pranswer", "rollback", "hello"]);
const LONGEST_NAME = 64;
const LONGEST_SDP = 28_000;
const LONGEST_CANDIDATE = 4_096;

type Fields = Record<string, unknown>;

/** Reads a signal; null if anything in it has another form. */
export function readSignal({
	description,
	candidate,
}: {
	description?: unknown;
	candidate?: unknown;
}): PeerSignal | null {
	const said = fields(description ?? candidate);
	const { from, to } = said;
	if (!isText(from, LONGEST_NAME) || !(to == null || isText(to, LONGEST_NAME))) return null;
	const names = to == null ? { from } : { from, to };
	if (description != null) {
		const { type, sdp = "" } = said;
		if (!TYPES.has(type) || !isText(sdp, LONGEST_SDP)) return null;
		return { description: { ...names, type: type as Description["type"], sdp } };
	}
	const ice = iceOf(said.ice);
	return ice === undefined ? null : { candidate: { ...names, ice } };
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

function fields(value: unknown): Fields {
	return typeof value === "object" && value !== null ? (value as Fields) : {};
}
