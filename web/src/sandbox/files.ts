// How an engine uses the files that the page has loaded for it.

/** The files of a language by their names in /languages/index.json. */
export type Files = Readonly<Record<string, Blob>>;

/** Runs a module that imports no other, and returns what it exports. */
export async function importFrom<Module>(file: Blob): Promise<Module> {
	const url = URL.createObjectURL(new Blob([file], { type: "text/javascript" }));
	try {
		return (await import(/* @vite-ignore */ url)) as Module;
	} finally {
		URL.revokeObjectURL(url);
	}
}

/** Compiles WebAssembly while it is read. */
export function compile(file: Blob): Promise<WebAssembly.Module> {
	return WebAssembly.compileStreaming(new Response(file, { headers: { "Content-Type": "application/wasm" } }));
}

/** Answers what a library fetches under `base` from these files, since it can only be told an address. */
export function answerFetches(base: string, files: Files): void {
	const onTheNet = globalThis.fetch;
	globalThis.fetch = (asked, options) => {
		const url = asked instanceof Request ? asked.url : String(asked);
		const file = url.startsWith(base) ? files[url.slice(base.length)] : undefined;
		return file
			? Promise.resolve(new Response(file, { headers: { "Content-Type": file.type } }))
			: onTheNet(asked, options);
	};
}
