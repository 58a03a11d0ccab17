// A room's socket with the WebSocket of Node: says a line, and prints the peer's. tests/foreign/test_sockets.py
const [url, token, mine, theirs] = process.argv.slice(2);
const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } });
socket.onmessage = ({ data }) => {
	const frame = JSON.parse(data);
	if (frame.type === "interview.snapshot") {
		socket.send(JSON.stringify({ type: "chat.send", id: "node-1", data: { text: mine } }));
	} else if (frame.type === "chat.message" && frame.data.text === theirs) {
		console.log(theirs);
		process.exit(0);
	}
};
socket.onclose = ({ code, reason }) => {
	console.error(code, reason);
	process.exit(1);
};
