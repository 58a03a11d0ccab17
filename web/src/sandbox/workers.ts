// Starts workers in a frame that has no origin.

export interface Listening {
	instance: Worker;
	/** Resolves when it listens: until then it would miss a message. Rejects if its program could not be loaded. */
	listens: Promise<void>;
}

/**
 * Starts the module at `url` as a worker; `hear` gets what it tells once it is ready. A frame of no origin may start none
 * from a URL; one that imports it, it may. An import that fails is no error of the worker, so the worker tells of it.
 */
export function startWorker<Message extends { type: string }>(
	url: string,
	hear: (message: Message) => void,
): Listening {
	const address = JSON.stringify(new URL(url, location.href).href);
	const source = `import(${address}).catch(() => postMessage({ type: "lost" }));`;
	const blob = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
	const instance = new Worker(blob);
	const listens = new Promise<void>((resolve, reject) => {
		instance.onmessage = ({ data }: MessageEvent<Message | { type: "ready" | "lost" }>) => {
			if (data.type === "ready") resolve();
			else if (data.type === "lost") reject(new Error("It could not be loaded."));
			else hear(data as Message);
		};
	});
	return { instance, listens };
}
