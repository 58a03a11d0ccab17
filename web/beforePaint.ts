// Puts `beforePaint.js` before everything else in the page, as a file of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { minifySync } from "vite";

const SOURCE = join(import.meta.dirname, "beforePaint.js");

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
				return [
					// A development server has no such file, and no policy.
					first
						? { tag: "script", attrs, injectTo: "head" }
						: { tag: "script", children: readFileSync(SOURCE, "utf8"), injectTo: "head" },
				];
			},
		},
	};
}
