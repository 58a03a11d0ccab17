// Sends files to be imported, or to be looked at only.
import { api, ok } from "../../../api/client";
import { type Chosen, rootOf } from "./files";
import type { Report } from "./report";
import { zip } from "./zip";

export const FORMATS = ["auto", "ours", "exercism", "kattis", "leetcode", "markdown-list", "csv"] as const;
export type Format = (typeof FORMATS)[number];

export interface Wish {
	format: Format;
	dryRun: boolean;
	skipRefused: boolean;
	replaceEdited: boolean;
}

/** More files than this go as one zip: forms have few parts. */
const MOST_PARTS = 20;

export async function send(
	chosen: readonly Chosen[],
	{ format, dryRun, skipRefused, replaceEdited }: Wish,
): Promise<Report> {
	const form = new FormData();
	for (const { path, file } of await packed(chosen)) form.append("files", file, path);
	form.append("format", format);
	form.append("dry_run", `${dryRun}`);
	form.append("skip_refused", `${skipRefused}`);
	form.append("replace_edited", `${replaceEdited}`);
	const body = form as never;
	return ok(api.POST("/questions/imports", { body, bodySerializer: () => form }));
}

async function packed(chosen: readonly Chosen[]): Promise<readonly Chosen[]> {
	if (chosen.length <= MOST_PARTS) return chosen;
	const root = rootOf(chosen);
	// The server names what it unpacks after the zip.
	const inside = root ? chosen.map(({ path, file }) => ({ path: path.slice(root.length + 1), file })) : chosen;
	const path = `${root || "files"}.zip`;
	return [{ path, file: new File([await zip(inside)], path) }];
}
