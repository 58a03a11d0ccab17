// Starts workers in a frame that has no origin.

/** Starts the module at `url` as a worker. A frame of no origin may start none from a URL; one that imports it, it may. */
export function startWorker(url: string): Worker {
	const source = `import(${JSON.stringify(new URL(url, location.href).href)});`;
	return new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
}
