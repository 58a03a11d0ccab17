// The STUN and TURN servers of an interview, and fresh credentials for them while a call goes on.
import type { LiveInterview } from "../sockets/frames";
import type { Call } from "./call";
import { type RoomView, refreshInterview } from "./reading";

const CHECK = 30_000; // milliseconds
const AHEAD = 3 * 60_000;

type Video = Pick<LiveInterview, "video">;

/** Returns the servers as the browser takes them. */
export function iceServersOf({ video }: Video): RTCIceServer[] {
	const servers = (video.provider === "webrtc" && video.ice_servers) || [];
	// Servers of before wrote null for none, which a browser would take for a name.
	return servers.map(({ urls, username, credential }) => ({
		urls,
		...(username && credential && { username, credential }),
	}));
}

/** Returns when the first credentials lapse, as `Date.now()` counts; Infinity without any. */
function lapseOf(servers: RTCIceServer[]): number {
	const ends = servers.map(({ username }) => Number(username?.split(":")[0] || Number.NaN) * 1000);
	return Math.min(Number.POSITIVE_INFINITY, ...ends.filter((end) => end > 0));
}

/** Gets fresh credentials for the call before they lapse, as long as the interview is live. Returns how to stop. */
export function keepCredentials(view: RoomView, call: () => Call | null): () => void {
	const renew = async () => {
		const room = view.latest();
		if (room?.interview.status !== "live") return;
		const lapse = lapseOf(iceServersOf(room.interview));
		if (lapse - AHEAD > Date.now()) return;
		await refreshInterview(view);
		const servers = iceServersOf(view.latest()?.interview ?? room.interview);
		if (lapseOf(servers) > lapse) call()?.setIceServers(servers, true);
	};
	const timer = setInterval(() => void renew(), CHECK);
	return () => clearInterval(timer);
}
