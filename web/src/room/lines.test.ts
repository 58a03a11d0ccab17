import { beforeEach, expect, test, vi } from "vitest";
import { addLines, fillLine, limitLine, NO_TRACKS, receivedIn, shownOf } from "./lines";

const track = (kind: string, id = "") => ({ kind, id }) as unknown as MediaStreamTrack;
const [camera, screen, sound] = [track("video", "camera"), track("video", "screen"), track("audio", "tab")];

class Line {
	mid: string | null = null;
	currentDirection: string | null = null;
	sender = {
		track: null as MediaStreamTrack | null,
		replaceTrack: async (next: MediaStreamTrack | null) => {
			this.sender.track = next;
		},
		encodings: [{ active: true } as RTCRtpEncodingParameters],
		getParameters: () => ({ encodings: structuredClone(this.sender.encodings) }),
		setParameters: async ({ encodings }: { encodings: RTCRtpEncodingParameters[] }) => {
			this.sender.encodings = encodings;
		},
	};
	receiver: { track: MediaStreamTrack };
	isStopped = false;
	direction: string;
	constructor(what: MediaStreamTrack | string, init: { direction?: string } = {}) {
		const kind = typeof what === "string" ? what : what.kind;
		this.receiver = { track: track(kind, `from the peer`) };
		if (typeof what !== "string") this.sender.track = what;
		this.direction = init.direction ?? "sendrecv";
	}
	stop() {
		this.isStopped = true;
	}
	agree(mid: string, currentDirection: string) {
		Object.assign(this, { mid, currentDirection });
		return this;
	}
}

function connected(...lines: Line[]) {
	const connection = {
		getTransceivers: () => lines,
		addTransceiver: (what: MediaStreamTrack | string, init?: object) => lines.push(new Line(what, init)),
	};
	return { connection: connection as unknown as RTCPeerConnection, lines };
}
const sent = (lines: Line[]) =>
	lines.map(({ sender, receiver, direction }) => [receiver.track.kind, sender.track?.id ?? null, direction]);

beforeEach(() => void vi.stubGlobal("MediaStream", class {}));

test("a first offer asks for the peer's camera and microphone, and has the screen in lines of its own", () => {
	const { connection, lines } = connected();
	addLines(connection, { ...NO_TRACKS, screen, screenAudio: sound });
	expect(sent(lines)).toEqual([
		["audio", null, "sendrecv"],
		["video", null, "recvonly"],
		["video", "screen", "sendrecv"],
		["audio", "tab", "sendrecv"],
	]);
});

test("a screen never takes the line of the camera, even where there is none yet", async () => {
	const { connection, lines } = connected();
	await fillLine(connection, "screen", screen);
	await fillLine(connection, "video", camera);
	expect(sent(lines)).toEqual([
		["video", "camera", "sendrecv"],
		["video", "screen", "sendrecv"],
	]);
});

test("a screen goes back in the line in which the peer's comes, and leaves it free for the next", async () => {
	const { connection, lines } = connected(
		new Line("video").agree("0", "sendrecv"),
		new Line("video", { direction: "recvonly" }).agree("1", "recvonly"),
	);
	await fillLine(connection, "screen", screen);
	expect(sent(lines)[1]).toEqual(["video", "screen", "sendrecv"]);
	await fillLine(connection, "screen", null);
	expect(sent(lines)[1]).toEqual(["video", null, "recvonly"]);
	expect(lines).toHaveLength(2);
});

test("when both begin at once, the line that was taken back is given up for the peer's", async () => {
	const mine = new Line(screen);
	const { connection, lines } = connected(
		new Line("video").agree("0", "sendrecv"),
		mine,
		new Line("video").agree("1", "recvonly"),
	);
	await fillLine(connection, "screen", screen);
	expect(mine.isStopped).toBe(true);
	expect(lines[2]?.sender.track).toBe(screen);
});

test("what comes is told apart by the place of its line, not by the order of what happened", () => {
	const { connection } = connected(
		new Line("video").agree("0", "inactive"),
		new Line("audio").agree("1", "sendrecv"),
		new Line("video").agree("2", "recvonly"),
	);
	const remote = receivedIn(connection);
	expect([remote.video, remote.screenAudio]).toEqual([null, null]);
	expect(remote.screen?.kind).toBe("video");
});

test("only who says so shares a screen: another client's camera may come in any line", () => {
	const remote = { ...NO_TRACKS, screen };
	expect(shownOf(remote, true)).toEqual(remote);
	expect(shownOf(remote, false)).toEqual({ ...NO_TRACKS, video: screen });
	expect(shownOf({ ...remote, video: camera }, false).video).toBe(camera);
});

test("bounds go to the line of a slot, without another direction; with audio only the camera's brings nothing either", async () => {
	const { connection, lines } = connected(
		new Line("audio").agree("0", "sendrecv"),
		new Line(camera).agree("1", "sendrecv"),
		new Line(screen).agree("2", "sendrecv"),
	);
	await limitLine(connection, "video", { maxBitrate: 90_000 });
	await limitLine(connection, "screen", { maxFramerate: 3 });
	await limitLine(connection, "screenAudio", { priority: "high" });
	expect(lines.map(({ sender }) => sender.encodings)).toEqual([
		[{ active: true }],
		[{ active: true, maxBitrate: 90_000 }],
		[{ active: true, maxFramerate: 3 }],
	]);
	await fillLine(connection, "video", null, false);
	expect(sent(lines)[1]).toEqual(["video", null, "inactive"]);
	await fillLine(connection, "video", camera);
	expect(sent(lines)).toEqual([
		["audio", null, "sendrecv"],
		["video", "camera", "sendrecv"],
		["video", "screen", "sendrecv"],
	]);
});
