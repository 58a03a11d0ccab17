// What a package of npm asks to be said of it: its name and version, its license, and the license's text.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import texts from "spdx-license-list/full.js";
import { HOLDERS } from "./parts.ts";

/** One entry of /licenses.json. */
export interface Notice {
	name: string;
	version: string;
	/** As SPDX has it. */
	license: string;
	/** The texts of the license, with what has to be said beside them. */
	text: string;
}

const FILES = /^(un)?licen[cs]e|^copying|^notice|third-?party|\.license\.txt$/i;
/** Licenses whose texts have no place for a holder. */
const WITHOUT_HOLDER = new Set(["Apache-2.0", "CC0-1.0", "MPL-2.0", "Unlicense", "blessing"]);

/** Returns the folder of the package that a module belongs to; null for modules of ours and those of the bundler. */
export function folderOf(module: string): string | null {
	const path = module.replace(/^\0+/, "").replace(/\?.*$/, "");
	if (!path.includes("/node_modules/")) return null;
	for (let folder = dirname(path); !folder.endsWith("/node_modules"); folder = dirname(folder)) {
		const file = join(folder, "package.json");
		// Folders inside of a package may have such a file too, without a name.
		if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).version) return folder;
	}
	return null;
}

/** Reads the notice of the package in a folder. Throws an Error if it doesn't say its license. */
export function noticeOf(folder: string): Notice {
	const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
	if (typeof license !== "string" || !license) throw new Error(`${name} ${version} names no license`);
	const files = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile() && FILES.test(one.name));
	const own = files.map((one) => readFileSync(join(folder, one.name), "utf8").trim());
	// A file of what others say doesn't hold the package's own license.
	const isComplete = files.some((one) => /^(un)?licen[cs]e|^copying/i.test(one.name));
	const holder = HOLDERS[name] ?? (typeof author === "string" ? author : author?.name);
	const text = [...(isComplete ? [] : [standardText(license, holder)]), ...own].join(SEPARATOR);
	return { name, version, license, text };
}

export const SEPARATOR = `\n\n${"-".repeat(72)}\n\n`;

/** Returns the texts of a license expression with the holder of the copyright. Throws an Error for what has none. */
export function standardText(expression: string, holder?: string): string {
	return expression
		.split(/\s+(?:AND|OR)\s+|[()]/)
		.filter(Boolean)
		.map((id) => {
			const text = texts[id]?.licenseText;
			if (!text) throw new Error(`there is no text of the license ${id}`);
			return WITHOUT_HOLDER.has(id) ? text.trim() : withHolder(text.trim(), id, holder);
		})
		.join(SEPARATOR);
}

/** Puts the holder where the text has a place for one, or has those who used it first. */
function withHolder(text: string, id: string, holder?: string): string {
	if (!holder) throw new Error(`${id} asks for the holder of the copyright, who isn't known`);
	const [place, said] = [/^copyright .*$/gim, `Copyright (c) ${holder}`];
	let times = 0;
	const filled = text.replace(place, () => (times++ ? "" : said));
	return times ? filled : `${said}\n\n${text}`;
}
