// Formats JavaScript, TypeScript and pages by Prettier.
import type { Plugin } from "prettier";
import { format } from "prettier/standalone";
import { type FormatRequest, Unformatted } from "./protocol";
import { serve } from "./serve";

const script = () => [import("prettier/plugins/babel"), import("prettier/plugins/estree")];
const KINDS: Partial<Record<FormatRequest["language"], { parser: string; plugins: () => Promise<unknown>[] }>> = {
	javascript: { parser: "babel", plugins: script },
	// Babel reads TypeScript as well, and is a third of its own parser.
	typescript: { parser: "babel-ts", plugins: script },
	html: {
		parser: "html",
		plugins: () => [...script(), import("prettier/plugins/html"), import("prettier/plugins/postcss")],
	},
};

serve(async ({ language, code, unit }) => {
	const kind = KINDS[language];
	if (!kind) throw new Error(`Prettier has no parser for ${language}.`);
	const plugins = (await Promise.all(kind.plugins())) as Plugin[];
	const [useTabs, tabWidth] = [unit === "\t", unit === "\t" ? 4 : unit.length];
	try {
		return await format(code, { parser: kind.parser, plugins, useTabs, tabWidth });
	} catch (error) {
		throw inLine(error as Error & { loc?: { start?: { line?: number } } });
	}
});

/** Returns the error without the picture of the code that Prettier adds to it. */
function inLine({ message, loc }: Error & { loc?: { start?: { line?: number } } }): Unformatted {
	const first = message.split("\n")[0] ?? "";
	return new Unformatted(first.replace(/ \(\d+:\d+\)$/, ""), loc?.start?.line ?? null);
}
