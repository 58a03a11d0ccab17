// Puts `beforePaint.js` before everything else in the page, as a file of its own, and names the catalogs to it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { minifySync } from "vite";

const SOURCE = join(import.meta.dirname, "beforePaint.js");
const CATALOGS = join(import.meta.dirname, "src", "i18n");
/** English needs none. */
const LANGUAGES = readdirSync(CATALOGS).flatMap((name) => /^(?!en\.)(.+)\.po$/.exec(name)?.[1] ?? []);

export function beforePaint(): Plugin {
	let isBuild = false;
	return {
		name: "before-paint",
		configResolved({ command }) {
			isBuild = command === "build";
		},
		buildStart() {
			if (!isBuild) return;
			const { code } = minifySync("beforePaint.js", readFileSync(SOURCE, "utf8"));
			this.emitFile({ type: "asset", name: "beforePaint.js", source: code });
		},
		transformIndexHtml: {
			order: "post",
			handler(_, { path, bundle }) {
				if (path !== "/index.html") return [];
				const first = Object.values(bundle ?? {}).find(
					(one) => one.type === "asset" && one.names.includes("beforePaint.js"),
				);
				const attrs = { src: `/${first?.fileName}` };
				const catalogs = LANGUAGES.map((language) => {
					const chunk = Object.values(bundle ?? {}).find(
						(one) => one.type === "chunk" && one.facadeModuleId?.endsWith(`/i18n/${language}.po`),
					);
					return { name: "catalog", "data-language": language, content: chunk ? `/${chunk.fileName}` : "" };
				});
				return [
					...catalogs.map((attrs) => ({ tag: "meta", attrs, injectTo: "head" as const })),
					// A development server has no such file, and no policy.
					first
						? { tag: "script", attrs, injectTo: "head" }
						: { tag: "script", children: readFileSync(SOURCE, "utf8"), injectTo: "head" },
				];
			},
		},
	};
}
