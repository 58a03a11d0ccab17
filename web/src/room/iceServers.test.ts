import { expect, test, vi } from "vitest";

const refreshInterview = vi.fn();
vi.mock("./reading", () => ({ refreshInterview }));
const { iceServersOf, keepCredentials } = await import("./iceServers");

const MINUTE = 60_000;

function roomOf(minutes: number, status = "live") {
	const turn = {
		urls: ["turn:x"],
		username: `${Math.round((Date.now() + minutes * MINUTE) / 1000)}:7`,
		credential: "c",
	};
	const ice_servers = [{ urls: ["stun:x"], username: "", credential: "" }, turn];
	return { interview: { status, video: { provider: "webrtc", ice_servers } } };
}

test("servers without credentials have none, instead of empty ones", () => {
	expect(iceServersOf(roomOf(9).interview as never)[0]).toEqual({ urls: ["stun:x"] });
});

test.each([
	{ minutes: 30, status: "live", renewals: 0 },
	{ minutes: 2, status: "live", renewals: 1 },
	{ minutes: 2, status: "matched", renewals: 0 },
	{ minutes: 2, status: "ended", renewals: 0 },
])("credentials are renewed shortly before they lapse, while the interview is live: %j", async (given) => {
	vi.useFakeTimers();
	let room = roomOf(given.minutes, given.status);
	refreshInterview.mockReset().mockImplementation(async () => {
		room = roomOf(60);
	});
	const setIceServers = vi.fn();
	const view = { id: "1", latest: () => room as never, show: () => undefined };
	const stop = keepCredentials(view, () => ({ setIceServers }) as never);
	await vi.advanceTimersByTimeAsync(MINUTE);
	stop();
	vi.useRealTimers();
	expect(refreshInterview).toHaveBeenCalledTimes(given.renewals);
	expect(setIceServers.mock.calls).toEqual(given.renewals ? [[iceServersOf(room.interview as never), true]] : []);
});
