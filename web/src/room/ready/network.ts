// Tries the STUN and TURN servers of a later call from this browser: what answers, by which way, and whether a call passes.
import { type Answer, type Findings, NOTHING, type Way } from "./findings";
import { isMappedTwice, isPublic, type Seen } from "./mapping";

const PATIENCE = 8_000; // milliseconds: a server that answers does so sooner, even on a slow line
/** How much longer other servers may take once one has answered. */
const GRACE = 1_000;

/** Takes two times `PATIENCE` at most. It ends early, with whatever was found, when `signal` aborts. */
export async function testNetwork(servers: RTCIceServer[], signal: AbortSignal): Promise<Findings> {
	const single = servers.flatMap((one) => [one.urls].flat().map((url) => ({ ...one, urls: url })));
	const relays = single.filter(({ urls }) => /^turns?:/.test(urls));
	const byUdp = single.filter(({ urls }) => wayOf(urls) === "udp");
	const [direct, ...answers] = await Promise.all([
		tryDirect(byUdp, signal),
		...relays.map(async (one) => [wayOf(one.urls), await tryRelay(one, signal)] as const),
	]);
	const relay: Findings["relay"] = {};
	for (const [way, answer] of answers) relay[way] = better(relay[way], answer);
	const works = relays.filter((_, index) => answers[index]?.[1] === "works");
	return {
		...NOTHING,
		...direct,
		relay,
		call: works.length > 0 && !signal.aborted ? await tryCall(works, signal) : null,
	};
}

/** The way by which a URL's server is reached: `turn:` is UDP and `turns:` TLS over TCP unless it says otherwise. */
function wayOf(url: string): Way {
	if (url.startsWith("turns:")) return "tls";
	return /[?&]transport=tcp/.test(url) ? "tcp" : "udp";
}

function better(one: Answer | undefined, other: Answer): Answer {
	return (["works", "refused"] as const).find((answer) => one === answer || other === answer) ?? "silent";
}

async function tryDirect(servers: RTCIceServer[], signal: AbortSignal): Promise<Pick<Findings, "direct" | "isStrict">> {
	if (servers.length === 0) return { direct: null, isStrict: false };
	const { seen, isComplete, errors } = await gather(servers, "all", ({ type }) => type === "srflx", signal);
	const outside = seen.filter(({ type }) => type === "srflx");
	// A machine with an address of its own on the Internet sees no other one from outside: no error says that it is so.
	const isOutside = isComplete && errors.length === 0 && seen.some(({ address }) => isPublic(address));
	return { direct: outside.length > 0 || isOutside ? "works" : "silent", isStrict: isMappedTwice(outside) };
}

async function tryRelay(server: RTCIceServer, signal: AbortSignal): Promise<Answer> {
	const { seen, errors } = await gather([server], "relay", ({ type }) => type === "relay", signal);
	if (seen.some(({ type }) => type === "relay")) return "works";
	// From 700 on it is the browser that found no server; below, it is what the server said.
	return errors.some((code) => code >= 300 && code < 700) ? "refused" : "silent";
}

interface Gathered {
	seen: Seen[];
	isComplete: boolean;
	errors: number[];
}

async function gather(
	iceServers: RTCIceServer[],
	iceTransportPolicy: RTCIceTransportPolicy,
	isWanted: (candidate: RTCIceCandidate) => boolean,
	signal: AbortSignal,
): Promise<Gathered> {
	const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy });
	const found: Gathered = { seen: [], isComplete: false, errors: [] };
	try {
		await until(PATIENCE, signal, (done) => {
			connection.onicecandidateerror = ({ errorCode }) => found.errors.push(errorCode);
			connection.onicecandidate = ({ candidate }) => {
				if (!candidate) {
					found.isComplete = true;
					done();
				} else if (candidate.candidate) {
					found.seen.push(candidate);
					if (isWanted(candidate)) setTimeout(done, iceServers.length > 1 ? GRACE : 0);
				}
			};
			connection.createDataChannel("");
			connection.setLocalDescription().catch(done);
		});
	} finally {
		connection.close();
	}
	return found;
}

/** A call of two connections of this page through the relay: whether what one sends reaches the other. */
async function tryCall(iceServers: RTCIceServer[], signal: AbortSignal): Promise<boolean> {
	const [one, other] = [0, 1].map(() => new RTCPeerConnection({ iceServers, iceTransportPolicy: "relay" })) as [
		RTCPeerConnection,
		RTCPeerConnection,
	];
	let isHeard = false;
	try {
		await until(PATIENCE, signal, (done) => {
			one.onicecandidate = ({ candidate }) => void other.addIceCandidate(candidate ?? undefined).catch(() => undefined);
			other.onicecandidate = ({ candidate }) => void one.addIceCandidate(candidate ?? undefined).catch(() => undefined);
			other.ondatachannel = ({ channel }) => {
				channel.onmessage = () => {
					isHeard = true;
					done();
				};
			};
			const channel = one.createDataChannel("test");
			channel.onopen = () => channel.send("hello");
			connect(one, other).catch(done);
		});
	} finally {
		one.close();
		other.close();
	}
	return isHeard;
}

async function connect(one: RTCPeerConnection, other: RTCPeerConnection): Promise<void> {
	const offer = await one.createOffer();
	// The other has to know of it before the candidates that follow.
	await other.setRemoteDescription(offer);
	await one.setLocalDescription(offer);
	const answer = await other.createAnswer();
	await one.setRemoteDescription(answer);
	await other.setLocalDescription(answer);
}

/** Waits until `work` says that it is done, time is up, or the signal aborts. */
function until(limit: number, signal: AbortSignal, work: (done: () => void) => void): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, limit);
		const done = () => {
			clearTimeout(timer);
			resolve();
		};
		if (signal.aborted) return done();
		signal.addEventListener("abort", done, { once: true });
		work(done);
	});
}
