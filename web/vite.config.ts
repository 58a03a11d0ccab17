// How the client is built: everything from our own host, the room's parts in files of their own, Python beside them.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
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

export default defineConfig({
	plugins: [lingui({ macroTransform: { macro: { descriptorFields: "message" } } }), inlineMessages(), react(), python()],
	build: {
		target: "es2022",
		modulePreload: { polyfill: false },
		rolldownOptions: {
			input: {
				index: join(import.meta.dirname, "index.html"),
				sandbox: join(import.meta.dirname, "sandbox.html"),
			},
		},
		// A data: URL would need a hole in the content security policy.
		assetsInlineLimit: 0,
	},
	worker: { format: "es" },
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
