import { afterEach, beforeEach, expect, test, vi } from "vitest";

vi.mock("../api/client", () => ({
	api: { POST: () => Promise.resolve({ ticket: "t" }) },
	ok: (answer: unknown) => answer,
	newId: () => "command 1",
}));
vi.mock("../api/session", () => ({
	accessToken: () => Promise.resolve("a"),
	current: () => ({ access: "a" }),
	forget: () => undefined,
	subscribe: () => () => undefined,
}));
vi.mock("../sockets/config", () => ({ socketsUrl: () => Promise.resolve("ws://here"), forgetConfig: () => undefined }));
const { LiveSocket } = await import("../sockets/socket");
const { endInterview } = await import("./endInterview");

class FakeSocket {
	static all: FakeSocket[] = [];
	readonly sent: string[] = [];
	onopen: () => void = () => undefined;
	onmessage: (event: { data: string }) => void = () => undefined;
	onclose: (event: { code: number; reason: string }) => void = () => undefined;

	constructor() {
		FakeSocket.all.push(this);
	}

	send(text: string): void {
		this.sent.push(text);
	}

	close(): void {}

	greet(): void {
		this.onopen();
		this.onmessage({ data: JSON.stringify({ type: "hello", data: { streams: {}, heartbeat_seconds: 20 } }) });
	}
}

beforeEach(() => {
	vi.useFakeTimers();
	FakeSocket.all = [];
	vi.stubGlobal("WebSocket", FakeSocket);
	vi.stubGlobal("addEventListener", () => undefined);
	vi.stubGlobal("removeEventListener", () => undefined);
	vi.stubGlobal("document", { addEventListener: () => undefined, removeEventListener: () => undefined });
});

afterEach(() => {
	vi.useRealTimers();
});

/** Ends an interview over a connection that breaks before the ack; the next one is greeted, then closed. */
async function endedWith(closeCode: number): Promise<unknown> {
	const socket = new LiveSocket("/room", () => [], { frame: () => undefined });
	socket.open();
	await vi.advanceTimersByTimeAsync(0);
	FakeSocket.all[0]?.greet();
	const outcome = endInterview(socket.send.bind(socket), true).then(
		() => "ended",
		(error: Error) => error.message,
	);
	FakeSocket.all[0]?.onclose({ code: 1006, reason: "" });
	await vi.advanceTimersByTimeAsync(2_000);
	FakeSocket.all[1]?.greet();
	expect(FakeSocket.all[1]?.sent.at(-1)).toContain("interview.end");
	FakeSocket.all[1]?.onclose({ code: closeCode, reason: "" });
	return outcome;
}

test("an interview that is over has ended, though the ack was lost with the connection", async () => {
	expect(await endedWith(4504)).toBe("ended");
});

test("a room that is closed for another reason has not been ended", async () => {
	expect(await endedWith(4505)).toContain("can’t be reached");
});
