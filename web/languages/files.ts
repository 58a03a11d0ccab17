// The files of a language that runs in the browser: compressed once, and described for those who load them.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What /languages/index.json says of each language that is here. */
export interface Language {
	/** The folder on our host, such as /languages/ruby-0123456789ab/. Its name changes with its content. */
	path: string;
	/** What the files are of, such as CRuby. */
	name: string;
	version: string;
	/** As SPDX has it. */
	license: string;
	/** How much is downloaded, compressed by gzip. */
	bytes: number;
	/** The files to load, each with its size when it is not compressed. Bytes. */
	files: Record<string, number>;
}

const COMPRESSED = new Set([".css", ".data", ".html", ".js", ".json", ".mjs", ".svg", ".tar", ".wasm"]);
/** Below, a file fits into one packet anyway; above, Brotli's best takes many seconds. Bytes. */
const [SMALL, LARGE, HUGE] = [1_000, 1_000_000, 10_000_000];

/** Puts a .gz and a .br beside each file that gets smaller by it: nginx sends the former, the API either. */
export function compress(folder: string): void {
	for (const one of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		const path = join(one.parentPath, one.name);
		if (!one.isFile() || !COMPRESSED.has(extname(path)) || existsSync(`${path}.gz`)) continue;
		const content = readFileSync(path);
		if (content.length < SMALL) continue;
		const quality = content.length > HUGE ? 5 : content.length > LARGE ? 9 : constants.BROTLI_MAX_QUALITY;
		writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
		writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
	}
}

/** Describes a language by its compressed files; those with the licenses' texts are not loaded. */
export function describe(folder: string, about: Pick<Language, "path" | "name" | "version" | "license">): Language {
	const size = (name: string) => statSync(join(folder, name)).size;
	const names = readdirSync(folder).filter((name) => !/\.(br|gz|txt)$/.test(name));
	const sent = names.map((name) => size(existsSync(join(folder, `${name}.gz`)) ? `${name}.gz` : name));
	return {
		...about,
		bytes: sent.reduce((sum, one) => sum + one, 0),
		files: Object.fromEntries(names.map((name) => [name, size(name)])),
	};
}
