// Files in memory, as programs for WASI use them.
import { Directory, File, type Inode } from "@bjorn3/browser_wasi_shim";
import { parseTar } from "nanotar";

export type Folder = Map<string, Inode>;

/** Unpacks an archive. */
export async function unpack(archive: Blob): Promise<Folder> {
	const root: Folder = new Map();
	for (const { name, data } of parseTar(await archive.arrayBuffer())) {
		const path = name.split("/");
		const file = path.pop() as string;
		let folder = root;
		for (const part of path) {
			let next = folder.get(part);
			if (!(next instanceof Directory)) folder.set(part, (next = new Directory([])));
			folder = (next as Directory).contents;
		}
		folder.set(file, new File(data ?? new Uint8Array(), { readonly: true }));
	}
	return root;
}

/** Takes a file that a program has written. */
export function take(folder: Folder, name: string): Uint8Array<ArrayBuffer> {
	const file = folder.get(name);
	folder.delete(name);
	if (!(file instanceof File)) throw new Error(`The compiler has made no ${name}.`);
	return file.data as Uint8Array<ArrayBuffer>;
}
