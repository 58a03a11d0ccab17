// The modules that a program can require or import. Those that are not small are loaded only if the code names them.
import { Buffer } from "buffer";
import { programConsole } from "./console";
import { hasOwn, slice, startsWith } from "./intrinsics";
import { clearImmediate, setImmediate } from "./loop";
import type { Process } from "./process";
import { clearTimeout, setInterval, setTimeout } from "./timers";

// Modules of Node that need a network, files, processes, or have not been brought here.
const ABSENT =
	/^(async_hooks|child_process|cluster|dgram|diagnostics_channel|dns|domain|http|http2|https|inspector|module|net|punycode|querystring|repl|sea|sqlite|stream|string_decoder|test|tls|trace_events|tty|v8|vm|wasi|worker_threads|zlib)(\/|$)/;

const timers = { setTimeout, clearTimeout, setInterval, clearInterval: clearTimeout, setImmediate, clearImmediate };

async function timersPromises(): Promise<object> {
	const { promises } = await import("./timersPromises");
	return promises;
}

const LOADERS: Record<string, (process: Process) => unknown> = {
	assert: () => import("./assert").then((one) => one.assert),
	"assert/strict": () => import("./assert").then((one) => one.assert.strict),
	buffer: () => ({ Buffer, Blob, atob, btoa }),
	console: () => programConsole,
	crypto: () => import("./crypto").then((one) => one.crypto),
	events: () => import("./events").then((one) => one.events),
	fs: () => import("./fs").then((one) => one.fs),
	"fs/promises": () => import("./fs").then((one) => one.promises),
	os: () => ({ EOL: "\n", platform: () => "linux", type: () => "Linux", arch: () => "x64", tmpdir: () => "/tmp" }),
	path: () => import("./path").then((one) => one.path),
	"path/posix": () => import("./path").then((one) => one.path),
	perf_hooks: () => ({ performance, PerformanceObserver }),
	process: (process) => process,
	readline: () => import("./readline").then((one) => one.readline),
	"readline/promises": () => import("./readline").then((one) => one.promises),
	timers: async () => ({ ...timers, promises: await timersPromises() }),
	"timers/promises": timersPromises,
	url: () => import("./path").then((one) => one.url),
	util: () => import("./util").then((one) => one.util),
	"util/types": () => import("./util").then((one) => one.util.types),
};

const loaded: Record<string, unknown> = { __proto__: null } as never;

/** Loads the modules whose names are in the code. */
export async function loadModules(code: string, process: Process): Promise<void> {
	const named = Object.keys(LOADERS).filter((name) => new RegExp(`["'\`](?:node:)?${name}["'\`]`).test(code));
	await Promise.all(
		named.map(async (name) => {
			loaded[name] = await LOADERS[name]!(process);
		}),
	);
}

/** Returns a module by its name, with or without "node:". Throws an error that says what there is. */
export function requireModule(name: unknown): unknown {
	if (typeof name !== "string") {
		const error = new TypeError(`The "id" argument must be of type string. Received ${String(name)}`);
		throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
	}
	const plain = startsWith(name, "node:") ? slice(name, 5) : name;
	if (hasOwn(loaded, plain)) return loaded[plain];
	throw Object.assign(new Error(sentence(name, plain)), { code: "MODULE_NOT_FOUND" });
}

function sentence(name: string, plain: string): string {
	if (hasOwn(LOADERS, plain)) return `Name the module '${name}' in quotes: it is loaded before the program runs.`;
	if (ABSENT.test(plain)) return `Node's module '${name}' is not available in the browser.`;
	const here = Object.keys(LOADERS).filter((one) => !one.includes("/"));
	return `Cannot find module '${name}'. There are no packages here, only these modules of Node: ${here.join(", ")}.`;
}
