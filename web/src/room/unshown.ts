// Chromium (seen in 156) may leave a received track muted after two offers have crossed: its packets come and are decoded,
// and no element ever plays them, in this connection. Browsers don't tell; it shows in what they count.

const EVERY = 2_000; // milliseconds
/** So many looks in a row: a track is muted for a moment whenever the peer's camera goes on or off. */
const STEADY = 2;

type Watched = Pick<RTCPeerConnection, "getReceivers" | "getStats">;

/** Calls `unshown` once if what comes stays unseen and unheard; returns what ends the watch. */
export function watchReceived(connection: Watched, unshown: () => void): () => void {
	let before = new Map<string, number>();
	let times = 0;
	const look = async () => {
		const now = packetsOfMuted(connection.getReceivers(), (await connection.getStats()).values());
		times = [...now].some(([id, packets]) => packets > (before.get(id) ?? packets)) ? times + 1 : 0;
		before = now;
		if (times < STEADY) return;
		end();
		unshown();
	};
	const timer = setInterval(() => void look().catch(() => undefined), EVERY);
	const end = () => clearInterval(timer);
	return end;
}

/** How many packets have come for each track that is muted, by the track's id. */
function packetsOfMuted(receivers: RTCRtpReceiver[], reports: Iterable<Record<string, unknown>>): Map<string, number> {
	const muted = new Set(receivers.filter(({ track }) => track.muted).map(({ track }) => track.id));
	const packets = new Map<string, number>();
	for (const { type, trackIdentifier, packetsReceived } of reports) {
		if (type === "inbound-rtp" && typeof trackIdentifier === "string" && muted.has(trackIdentifier))
			packets.set(trackIdentifier, Number(packetsReceived ?? 0));
	}
	return packets;
}
