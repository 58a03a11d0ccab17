// How the client is built: everything from our own host, the room's parts in files of their own, Python beside them.
/// <reference types="vitest/config" />
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lingui } from "@lingui/vite-plugin";
import { marked } from "marked";
import { defineConfig, type Plugin } from "vite";
import { beforePaint } from "./beforePaint";
import { emacsCommands } from "./emacsCommands";
import { inlineMessages } from "./inlineMessages";
import { compress, describe } from "./languages/files";
import { noteOfPackages, notices } from "./notices/plugin";

const PYODIDE = join(import.meta.dirname, "node_modules", "pyodide");
const NEEDED = /^(pyodide\.mjs|pyodide\.asm\.(mjs|wasm)|python_stdlib\.zip|pyodide-lock\.json)$/;
const LARGE_LANGUAGES = join(import.meta.dirname, "languages", "dist");

/**
 * Puts Pyodide's files under /pyodide/, and beside them, in /languages/, what `make languages` has installed. The list
 * in /languages/index.json says how large each is.
 */
function languages(): Plugin {
	return {
		name: "languages",
		apply: "build",
		writeBundle(options) {
			const dist = options.dir ?? "dist";
			const [python, others] = [join(dist, "pyodide"), join(dist, "languages")];
			mkdirSync(python, { recursive: true });
			for (const name of readdirSync(PYODIDE).filter((one) => NEEDED.test(one))) {
				copyFileSync(join(PYODIDE, name), join(python, name));
			}
			compress(python);
			mkdirSync(others, { recursive: true });
			const isInstalled = existsSync(join(LARGE_LANGUAGES, "index.json"));
			if (isInstalled) cpSync(LARGE_LANGUAGES, others, { recursive: true });
			const installed = isInstalled ? JSON.parse(readFileSync(join(others, "index.json"), "utf8")) : {};
			const { version } = JSON.parse(readFileSync(join(PYODIDE, "package.json"), "utf8"));
			const about = { path: "/pyodide/", name: "Pyodide", version, license: "MPL-2.0 AND PSF-2.0" };
			const list = { python: describe(python, about), ...installed };
			writeFileSync(join(others, "index.json"), `${JSON.stringify(list, null, "\t")}\n`);
		},
	};
}

/** Preact in the place of React, which is five times its size: a second on a far phone's line. */
const REACT = {
	"react-dom/client": "preact/compat/client",
	"react-dom": "preact/compat",
	"react/jsx-runtime": "preact/compat/jsx-runtime",
	react: "preact/compat",
};

/** Compresses each file that gets smaller by it. */
function compressed(): Plugin {
	let folder = "";
	return {
		name: "compressed",
		apply: "build",
		configResolved(config) {
			folder = config.build.outDir;
		},
		// Only then all files are there.
		closeBundle: () => compress(folder),
	};
}

/** Turns a Markdown file of ours into a module with its HTML, so that pages of text need no library at run time. */
function markdown(): Plugin {
	return {
		name: "markdown",
		transform(source, id) {
			if (!id.endsWith(".md")) return null;
			return { code: `export default ${JSON.stringify(marked.parse(source, { async: false }))};`, map: null };
		},
	};
}

interface Modules {
	getModuleInfo(id: string): { importers: string[] } | null;
}

/** Names one chunk for everything that the first page needs, whichever it is: else it would take twenty requests. */
function firstPage(id: string, modules: Modules): string | null {
	const isPartOf = (entry: string, one: string, seen: Set<string>): boolean => {
		if (one.endsWith(entry)) return true;
		if (seen.has(one)) return false;
		seen.add(one);
		return modules.getModuleInfo(one)?.importers.some((importer) => isPartOf(entry, importer, seen)) ?? false;
	};
	// Helpers of the bundler stay apart, since the sandbox needs them, and so does what has to run before.
	if (id.startsWith("\0") || isPartOf("/src/main.ts", id, new Set())) return null;
	return isPartOf("/src/start.tsx", id, new Set()) ? "start" : null;
}

/** Loads the first page's code beside the entry, which begins it only once the texts are there. */
function preloadFirstPage(): Plugin {
	return {
		name: "preload-first-page",
		apply: "build",
		transformIndexHtml: {
			order: "post",
			handler(_, { path, bundle = {} }) {
				if (path !== "/index.html") return [];
				const start = Object.values(bundle).find((one) => one.type === "chunk" && one.name === "start");
				if (start?.type !== "chunk") throw new Error("there is no chunk named start");
				return [start.fileName, ...start.imports].map((file) => ({
					tag: "link",
					attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` },
				}));
			},
		},
	};
}

export default defineConfig({
	plugins: [
		lingui({ macroTransform: { macro: { descriptorFields: "message" } } }),
		inlineMessages(),
		languages(),
		markdown(),
		preloadFirstPage(),
		beforePaint(),
		emacsCommands(),
		noteOfPackages(),
		notices(["pyodide", "rolldown", "vite"]),
		compressed(),
	],
	build: {
		target: "es2022",
		modulePreload: { polyfill: false },
		rolldownOptions: {
			output: { codeSplitting: { groups: [{ name: firstPage }], includeDependenciesRecursively: false } },
			input: {
				index: join(import.meta.dirname, "index.html"),
				sandbox: join(import.meta.dirname, "sandbox.html"),
			},
		},
		// A data: URL would need a hole in the content security policy.
		assetsInlineLimit: 0,
	},
	resolve: { alias: REACT },
	worker: { format: "es", plugins: () => [noteOfPackages()] },
	// The sheets are read by a test.
	test: { css: true },
	server: {
		proxy: Object.fromEntries(
			[
				"auth",
				"users",
				"slots",
				"match",
				"interview",
				"feedback",
				"notifications",
				"analytics",
				"questions",
				"admin",
				"config",
			].map((name) => [`/${name}`, "http://127.0.0.1:8000"]),
		),
	},
});
