// Writes /licenses.json: the notices of all that is in the client, for the page Licenses.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { Language } from "../languages/files.ts";
import { folderOf, type Notice, noticeOf, SEPARATOR, standardText } from "./packages.ts";
import { PARTS } from "./parts.ts";

const PACKAGES = join(import.meta.dirname, "..", "node_modules");

/** The folders of the packages that have been met in any bundle: workers have bundles of their own. */
const met = new Set<string>();

/** Notes which packages the modules and the files of a bundle come from. */
export function noteOfPackages(): Plugin {
	return {
		name: "note-of-packages",
		apply: "build",
		generateBundle(_, bundle) {
			for (const one of Object.values(bundle)) {
				const files = one.type === "chunk" ? one.moduleIds : one.originalFileNames;
				for (const file of files) {
					const folder = folderOf(file.startsWith("node_modules/") ? join(PACKAGES, "..", file) : file);
					if (folder) met.add(folder);
				}
			}
		},
	};
}

/** Writes the notices once all bundles are there, and the languages beside them. `others` are packages that no module is from. */
export function notices(others: readonly string[]): Plugin {
	return {
		name: "notices",
		apply: "build",
		writeBundle(options) {
			const dist = options.dir ?? "dist";
			const folders = [...met, ...others.map((name) => join(PACKAGES, name))];
			const packages = [...new Set(folders)].map(noticeOf);
			const parts = packages.flatMap((one) => noticesOfParts(one.name));
			const all = [...packages, ...parts, ...noticesOfLanguages(join(dist, "languages"))];
			all.sort((one, other) => one.name.localeCompare(other.name, "en") || one.version.localeCompare(other.version));
			writeFileSync(join(dist, "licenses.json"), `${JSON.stringify(all, null, "\t")}\n`);
		},
	};
}

function noticesOfParts(of: string): Notice[] {
	return (PARTS[of] ?? []).map(({ name, license, holder }) => {
		return { name: `${name} (${of})`, version: "", license, text: standardText(license, holder) };
	});
}

/** Returns the notices of the languages that `make languages` has installed; their texts are beside their files. */
export function noticesOfLanguages(folder: string): Notice[] {
	const list = join(folder, "index.json");
	if (!existsSync(list)) return [];
	const languages: Record<string, Language> = JSON.parse(readFileSync(list, "utf8"));
	// Some run several languages. What was installed by an earlier build has no name.
	const found = new Map(Object.entries(languages).map(([language, one]) => [one.path, { name: language, ...one }]));
	return [...found.values()].flatMap(({ path, name, version, license }) => {
		if (!path.startsWith("/languages/")) return [];
		const files = join(folder, path.slice("/languages/".length));
		const texts = readdirSync(files).filter((one) => one.endsWith(".txt"));
		if (texts.length === 0) throw new Error(`${name} has no text of its license`);
		const text = texts.map((one) => readFileSync(join(files, one), "utf8").trim()).join(SEPARATOR);
		return [{ name, version, license, text }];
	});
}
