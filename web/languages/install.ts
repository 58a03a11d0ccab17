// Puts the large languages into languages/dist/, from the locked packages beside this file: `make languages`.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { standardText } from "../notices/packages.ts";
import { makeCpp } from "./cpp.ts";
import { compress, describe, type Language } from "./files.ts";
import { makeGo, versionOf } from "./go.ts";

interface Source {
	/** One of npm's; none where all files are made. */
	package?: string;
	/** What the files are of. */
	name: string;
	version?: () => string;
	/** Of all that is in the files, as SPDX has it. */
	license: string;
	/** The files' names here, and where they are in the package. */
	files?: Record<string, string>;
	/** Modules that are put together to one file, since what runs code in the browser can't follow imports. */
	modules?: Record<string, string>;
	/** Makes files in a folder, from those of the package. */
	make?: (folder: string, from: (path: string) => string) => Promise<void>;
	/** Texts of licenses. */
	licenses: string[];
	/** Licenses whose texts are not in the package, with the holder of the copyright. */
	others?: Record<string, string>;
	/** Another language that the same files run. */
	also?: string;
}

const SOURCES: Record<string, Source> = {
	cpp: {
		package: "@yowasp/clang",
		name: "Clang, LLD, libc++ and wasi-libc",
		license: "(Apache-2.0 WITH LLVM-exception) AND ISC AND MIT",
		make: makeCpp,
		licenses: [],
		also: "c",
	},
	ruby: {
		package: "@ruby/3.4-wasm-wasi",
		name: "CRuby",
		license: "(Ruby OR BSD-2-Clause) AND MIT",
		files: { "ruby.wasm": "dist/ruby+stdlib.wasm" },
		licenses: ["dist/LICENSE", "dist/NOTICE"],
	},
	sql: {
		package: "@electric-sql/pglite",
		name: "PGlite and PostgreSQL",
		license: "Apache-2.0 AND PostgreSQL",
		files: {
			"pglite.wasm": "dist/pglite.wasm",
			"pglite.data": "dist/pglite.data",
			"initdb.wasm": "dist/initdb.wasm",
		},
		modules: { "pglite.js": "dist/index.js" },
		licenses: ["LICENSE"],
		others: { PostgreSQL: "1996-2026 The PostgreSQL Global Development Group" },
	},
};

/** The command of the Go that is offered; without it, there is no Go. */
const GO = process.env.GO;
if (GO) {
	SOURCES.go = {
		name: "Go",
		license: "BSD-3-Clause",
		version: () => versionOf(GO),
		make: (folder) => makeGo(folder, GO),
		licenses: [],
	};
}

const PACKAGES = join(import.meta.dirname, "node_modules");
const DIST = join(import.meta.dirname, "dist");

async function install(name: string, source: Source): Promise<Language> {
	const from = (path: string) => join(PACKAGES, source.package ?? "", path);
	const folder = join(DIST, name);
	mkdirSync(folder, { recursive: true });
	for (const [to, path] of Object.entries(source.files ?? {})) copyFileSync(from(path), join(folder, to));
	for (const [to, path] of Object.entries(source.modules ?? {})) await bundle(from(path), join(folder, to));
	await source.make?.(folder, from);
	for (const path of source.licenses) copyFileSync(from(path), join(folder, `${path.split("/").at(-1)}.txt`));
	for (const [id, holder] of Object.entries(source.others ?? {})) {
		writeFileSync(join(folder, `${id}.txt`), standardText(id, holder));
	}
	const digest = createHash("sha256");
	for (const one of readdirSync(folder).sort()) digest.update(`${one}\0`).update(readFileSync(join(folder, one)));
	compress(folder);
	const version = source.version?.() ?? JSON.parse(readFileSync(from("package.json"), "utf8")).version;
	const final = `${name}-${digest.digest("hex").slice(0, 12)}`;
	renameSync(folder, join(DIST, final));
	const about = { path: `/languages/${final}/`, name: source.name, version, license: source.license };
	return describe(join(DIST, final), about);
}

async function bundle(input: string, file: string): Promise<void> {
	const made = await rolldown({ input, platform: "browser", logLevel: "silent" });
	await made.write({ file, format: "es", codeSplitting: false, minify: true });
}

rmSync(DIST, { recursive: true, force: true });
const installed: Record<string, Language> = {};
for (const [name, source] of Object.entries(SOURCES)) {
	installed[name] = await install(name, source);
	if (source.also) installed[source.also] = installed[name];
	const megabytes = (installed[name].bytes / 1e6).toFixed(1);
	console.log(`${name}: ${installed[name].version}, ${megabytes} MB, ${source.license}`);
}
// Last: what it names is there.
writeFileSync(join(DIST, "index.json"), `${JSON.stringify(installed, null, "\t")}\n`);
