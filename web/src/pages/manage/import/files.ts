// The files to import: from an input, or dropped with their folders. What can't be part of a question is left out.

export interface Chosen {
	/** The path below what was chosen, with slashes. */
	path: string;
	file: File;
}

const TEXTS = "md mdx markdown json jsonl ndjson csv tsv yaml yml toml tex in ans interaction desc hint zip".split(" ");
const CODE = "py js ts java cpp cc c cs go kt rb rs sql php swift lua".split(" ");
const ENDINGS: ReadonlySet<string> = new Set([...TEXTS, ...CODE]);
const BARE = /^(license|copying|readme)(\.(md|txt))?$|^\.deprecated$/;
const SKIPPED = new Set(["node_modules", "__MACOSX", "__pycache__"]);

/** Whether the server would look at a file, so that others needn't be sent. */
export function isWanted(path: string): boolean {
	const folders = path.split("/");
	const name = folders.pop()?.toLowerCase() ?? "";
	if (!folders.every(isWantedFolder)) return false;
	return BARE.test(name) || (!name.startsWith(".") && ENDINGS.has(name.slice(name.lastIndexOf(".") + 1)));
}

function isWantedFolder(name: string): boolean {
	return !name.startsWith(".") && !SKIPPED.has(name);
}

export function fromInput(files: Iterable<File>): Chosen[] {
	return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })).filter(orAlone);
}

/** A file that was chosen by itself is sent in any case: the server says what is wrong with it. */
function orAlone({ path }: Chosen, _: number, all: readonly Chosen[]): boolean {
	return (all.length === 1 && !path.includes("/")) || isWanted(path);
}

/** Reads what was dropped, folders and all. The entries have to be taken before the event is over. */
export function fromDrop(data: DataTransfer): Promise<Chosen[]> {
	const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
	return Promise.all(entries.map((entry) => below(entry, ""))).then((found) => found.flat().filter(orAlone));
}

async function below(entry: FileSystemEntry, parent: string): Promise<Chosen[]> {
	const path = parent + entry.name;
	if (isFile(entry)) {
		if (parent && !isWanted(path)) return [];
		return [{ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) }];
	}
	if (!isFolder(entry) || !isWantedFolder(entry.name)) return [];
	const inside = await children(entry.createReader());
	return (await Promise.all(inside.map((one) => below(one, `${path}/`)))).flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
	return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
	return entry.isDirectory;
}

/** A reader gives a hundred entries at a time, and none at the end. */
async function children(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
	const all: FileSystemEntry[] = [];
	for (;;) {
		const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
		if (some.length === 0) return all;
		all.push(...some);
	}
}

/** The folder that all files are in, or "". */
export function rootOf(chosen: readonly Chosen[]): string {
	const roots = new Set(chosen.map(({ path }) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "")));
	return roots.size === 1 ? ([...roots][0] ?? "") : "";
}
