// Reads an AsyncAPI document and prints what the official parser has to say of it, as JSON.
const { Parser } = require("@asyncapi/parser");

let text = "";
process.stdin.on("data", (chunk) => (text += chunk));
process.stdin.on("end", async () => {
	const { document, diagnostics } = await new Parser().parse(text);
	const version = document ? document.version() : null;
	const messages = document ? document.components().messages().all().length : 0;
	console.log(JSON.stringify({ version, messages, diagnostics }));
});
