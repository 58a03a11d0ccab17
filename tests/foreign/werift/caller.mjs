// A caller on werift, by docs/protocol.md: what it sees, it sends back. Prints the number of each connection that brings
// pictures. Arguments: the room's socket, the ticket that opens it.
import { RTCPeerConnection } from "werift";

const [url, ticket] = process.argv.slice(2);
const socket = new WebSocket(url);
const send = (type, data) => socket.send(JSON.stringify({ type, data }));
let polite, iceServers;
let made = 0;
let connection = null;
let peer = [];

const fingerprints = (sdp) => sdp.match(/a=fingerprint:\S+ \S+/g);

function connect(sends) {
	connection?.close();
	peer = [];
	made += 1;
	const number = made;
	connection = new RTCPeerConnection({ iceServers });
	connection.onIceCandidate.subscribe((candidate) => send("signal.send", { candidate: candidate?.toJSON() ?? null }));
	connection.onRemoteTransceiverAdded.subscribe(echo);
	if (sends) for (const kind of ["video", "audio"]) echo(connection.addTransceiver(kind, { direction: "sendrecv" }));

	function echo(transceiver) {
		transceiver.setDirection("sendrecv");
		transceiver.onTrack.subscribe((track) => {
			let packets = 0;
			transceiver.sender.replaceTrack(track);
			const asking = setInterval(() => transceiver.receiver.sendRtcpPLI(track.ssrc), 1000);
			asking.unref();
			track.onReceiveRtp.subscribe(() => {
				packets += 1;
				if (packets === 20 && transceiver.kind === "video") console.log(number);
			});
		});
	}
}

async function offer() {
	await connection.setLocalDescription(await connection.createOffer());
	const { type, sdp } = connection.localDescription;
	send("signal.send", { description: { type, sdp } });
}

async function onDescription(description, from) {
	const isAnother = peer.length > 0 && !fingerprints(description.sdp).some((one) => peer.includes(one));
	if (description.type === "answer") {
		if (connection?.signalingState !== "have-local-offer") return;
		if (isAnother) {
			connect(true);
			return offer();
		}
		await connection.setRemoteDescription(description);
		peer = fingerprints(description.sdp);
		return;
	}
	const isCrossing = connection?.signalingState === "have-local-offer";
	if (isCrossing && !polite) return;
	if (!connection || isCrossing || isAnother || connection.connectionState === "closed") connect(false);
	await connection.setRemoteDescription(description);
	peer = fingerprints(description.sdp);
	await connection.setLocalDescription(await connection.createAnswer());
	const { type, sdp } = connection.localDescription;
	send("signal.send", { description: { type, sdp }, to: from });
}

async function take({ type, data }) {
	if (type === "interview.snapshot") {
		({ polite, ice_servers: iceServers } = data.interview.video);
		if (!data.participants.find((one) => one.user_id === data.interview.peer.id).connected) return;
		connect(true);
		await offer();
	} else if (type === "signal" && data.description) await onDescription(data.description, data.from);
	else if (type === "signal" && data.candidate) await connection?.addIceCandidate(data.candidate).catch(() => {});
}

let steps = Promise.resolve();
socket.onopen = () => send("auth", { ticket });
socket.onmessage = ({ data }) => {
	if (typeof data === "string") steps = steps.then(() => take(JSON.parse(data)));
};
