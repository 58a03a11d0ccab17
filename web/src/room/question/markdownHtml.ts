// Markdown of the question bank as HTML, which is still to be sanitized. HTML in it becomes text.
import { t } from "@lingui/core/macro";
import { Marked } from "marked";
import { type Example, examplesIn } from "./examples";

const marked = new Marked({
	walkTokens(token) {
		// The page has headings above those of the text.
		if (token.type === "heading") token.depth = Math.max(3, token.depth);
	},
	renderer: {
		html: ({ text }) => escaped(text),
		code({ text }) {
			const examples = examplesIn(text);
			return examples ? tableOf(examples) : false;
		},
	},
});

export const htmlOf = (markdown: string): string => marked.parse(markdown, { async: false });

function tableOf(examples: readonly Example[]): string {
	const head = `<tr><th>${t`Call`}</th><th>${t`Result`}</th></tr>`;
	const rows = examples.map(({ call, result }) => `<tr><td>${inCode(call)}</td><td>${inCode(result)}</td></tr>`);
	return `<table><thead>${head}</thead><tbody>${rows.join("")}</tbody></table>`;
}

const inCode = (text: string) => `<code>${escaped(text)}</code>`;
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
