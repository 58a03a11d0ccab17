// Tries the STUN and TURN servers of a later call from this browser: what answers, by which way, and whether a call passes.
import { type Answer, type Findings, NOTHING, type Way } from "./findings";
import { isMappedTwice } from "./mapping";

const PATIENCE = 8_000; // milliseconds: a server that answers does so sooner, even on a slow line
/** How much longer other servers may take once one has answered. */
const GRACE = 1_000;
const UNAUTHORIZED = 401;
/** Whether the browser tells which servers don't answer. */
const REPORTS_ERRORS = "RTCPeerConnection" in globalThis && "onicecandidateerror" in RTCPeerConnection.prototype;

/** A server at one URL. */
type One = RTCIceServer & { urls: string };

/** Takes two times `PATIENCE` at most. It ends early, with whatever was found, when `signal` aborts. */
export async function testNetwork(servers: RTCIceServer[], signal: AbortSignal): Promise<Findings> {
	const single = servers.flatMap((one): One[] => [one.urls].flat().map((url) => ({ ...one, urls: url })));
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

async function tryDirect(servers: One[], signal: AbortSignal): Promise<Pick<Findings, "direct" | "isStrict">> {
	if (servers.length === 0) return { direct: null, isStrict: false };
	const { seen, isComplete, errors } = await gather(servers, "all", "srflx", signal);
	// Where no router stands between, a server sees the address that the browser knows, which is no news: only the
	// missing error says that it answered.
	const isQuiet = ({ urls }: One) => !errors.some(({ url }) => url?.startsWith(urls.split("?")[0] ?? ""));
	const answers = seen.length > 0 || (isComplete && REPORTS_ERRORS && servers.some(isQuiet));
	return { direct: answers ? "works" : "silent", isStrict: isMappedTwice(seen) };
}

async function tryRelay(server: One, signal: AbortSignal): Promise<Answer> {
	const { seen, errors } = await gather([server], "relay", "relay", signal);
	if (seen.length > 0) return "works";
	// From 700 on it is the browser that found no server; below, it is what the server said.
	return errors.some(({ errorCode }) => errorCode < 700) ? "refused" : "silent";
}

interface Gathered {
	/** The candidates of the type that was looked for. */
	seen: RTCIceCandidate[];
	isComplete: boolean;
	errors: Pick<RTCPeerConnectionIceErrorEvent, "errorCode" | "url">[];
}

async function gather(
	iceServers: One[],
	iceTransportPolicy: RTCIceTransportPolicy,
	wanted: RTCIceCandidateType,
	signal: AbortSignal,
): Promise<Gathered> {
	const found: Gathered = { seen: [], isComplete: false, errors: [] };
	const connection = make({ iceServers, iceTransportPolicy });
	if (!connection) return { ...found, errors: iceServers.map(({ urls }) => ({ errorCode: UNAUTHORIZED, url: urls })) };
	await until(signal, (done) => {
		connection.onicecandidateerror = (error) => found.errors.push(error);
		connection.onicecandidate = ({ candidate }) => {
			if (!candidate) {
				found.isComplete = true;
				done();
			} else if (candidate.type === wanted) {
				found.seen.push(candidate);
				setTimeout(done, iceServers.length > 1 ? GRACE : 0);
			}
		};
		connection.createDataChannel("");
		connection.setLocalDescription().catch(done);
	});
	connection.close();
	return found;
}

/** Returns null where the browser takes no such servers, for instance a TURN server without credentials. */
function make(configuration: RTCConfiguration): RTCPeerConnection | null {
	try {
		return new RTCPeerConnection(configuration);
	} catch {
		return null;
	}
}

/** A call of two connections of this page through the relay: whether what one sends reaches the other. */
async function tryCall(iceServers: RTCIceServer[], signal: AbortSignal): Promise<boolean> {
	const [one, other] = [0, 1].map(() => new RTCPeerConnection({ iceServers, iceTransportPolicy: "relay" })) as [
		RTCPeerConnection,
		RTCPeerConnection,
	];
	let isHeard = false;
	await until(signal, (done) => {
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
	one.close();
	other.close();
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
function until(signal: AbortSignal, work: (done: () => void) => void): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, PATIENCE);
		const done = () => {
			clearTimeout(timer);
			resolve();
		};
		if (signal.aborted) return done();
		signal.addEventListener("abort", done, { once: true });
		work(done);
	});
}
