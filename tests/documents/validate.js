// Reads an AsyncAPI document and prints what the official parser has to say of it, as JSON.
import { text } from "node:stream/consumers";
import { Parser } from "@asyncapi/parser";

const { document, diagnostics } = await new Parser().parse(await text(process.stdin));
const version = document ? document.version() : null;
const messages = document ? document.components().messages().all().length : 0;
console.log(JSON.stringify({ version, messages, diagnostics }));
