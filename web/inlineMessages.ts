// Leaves each English text, already compiled, where it is used: a page brings its own, and none needs a parser.
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

const MACRO = "/*i18n*/ ";

interface Node {
	type: string;
	start: number;
	end: number;
	[key: string]: unknown;
}

/** Compiles the `message` of what Lingui's macros were transformed to; a catalog compiles its own in the same way. */
export function inlineMessages(): Plugin {
	return {
		name: "inline-messages",
		enforce: "pre",
		transform: {
			filter: { code: MACRO, id: /\.tsx?$/ },
			handler(code) {
				const found: { start: number; end: number; text: string }[] = [];
				walk(this.parse(code, { lang: "jsx" }) as unknown as Node, (node) => {
					if (node.type !== "ObjectExpression" || !code.startsWith(MACRO, node.start - MACRO.length)) return;
					for (const { key, value } of node.properties as { key: Node; value: Node }[]) {
						if (key.name !== "message") continue;
						const compiled = compileMessage(value.value as string);
						// An array even if it is only text: of a mere string Lingui says that it is not compiled.
						found.push({ start: value.start, end: value.end, text: JSON.stringify([compiled].flat()) });
					}
				});
				for (const { start, end, text } of found.sort((one, other) => other.start - one.start)) {
					code = code.slice(0, start) + text + code.slice(end);
				}
				return { code, map: null };
			},
		},
	};
}

function walk(node: Node, visit: (node: Node) => void): void {
	visit(node);
	for (const value of Object.values(node).flat()) {
		if (value && typeof value === "object" && "type" in value) walk(value as Node, visit);
	}
}
