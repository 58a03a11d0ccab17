// How the client is built: everything from our own host, the room's parts in files of their own, Python beside them.
/// <reference types="vitest/config" />
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { lingui } from "@lingui/vite-plugin";
import { marked } from "marked";
import { defineConfig, type Plugin } from "vite";
import { inlineMessages } from "./inlineMessages";

const PYODIDE = join(import.meta.dirname, "node_modules", "pyodide");
const NEEDED = /^(pyodide\.mjs|pyodide\.asm\.(mjs|wasm)|python_stdlib\.zip|pyodide-lock\.json)$/;

/** Puts Pyodide's files under /pyodide/, as they are: it fetches them by name when somebody runs Python. */
function python(): Plugin {
	return {
		name: "python",
		apply: "build",
		writeBundle(options) {
			const folder = join(options.dir ?? "dist", "pyodide");
			mkdirSync(folder, { recursive: true });
			for (const name of readdirSync(PYODIDE).filter((one) => NEEDED.test(one))) {
				copyFileSync(join(PYODIDE, name), join(folder, name));
			}
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

const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm"]);
/** Below, a file fits into one packet anyway; above, Brotli's best takes many seconds. Bytes. */
const [SMALL, LARGE] = [1_000, 1_000_000];

/** Puts a .gz and a .br beside each file that gets smaller by it: nginx sends the former, the API either. */
function compressed(): Plugin {
	let folder = "";
	return {
		name: "compressed",
		apply: "build",
		configResolved(config) {
			folder = config.build.outDir;
		},
		// Only then all files are there, Python's too.
		closeBundle() {
			for (const one of readdirSync(folder, { recursive: true, withFileTypes: true })) {
				const path = join(one.parentPath, one.name);
				if (!one.isFile() || !COMPRESSED.has(extname(path))) continue;
				const content = readFileSync(path);
				if (content.length < SMALL) continue;
				const quality = content.length > LARGE ? 9 : constants.BROTLI_MAX_QUALITY;
				writeFileSync(
					`${path}.br`,
					brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
				);
				writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
			}
		},
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
		python(),
		markdown(),
		preloadFirstPage(),
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
	worker: { format: "es" },
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
