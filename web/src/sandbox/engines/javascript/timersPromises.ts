// Node's `timers/promises`.
import { setImmediate } from "./loop";
import { clearTimeout, setInterval, setTimeout } from "./timers";

interface Options {
	signal?: AbortSignal;
	ref?: boolean;
}

function abort(signal: AbortSignal): Error {
	const error = new Error("The operation was aborted", { cause: signal.reason });
	return Object.assign(error, { name: "AbortError", code: "ABORT_ERR" });
}

function wait<T>(delay?: number, value?: T, { signal, ref = true }: Options = {}): Promise<T> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted) return reject(abort(signal));
		const timer = setTimeout(() => resolve(value as T), delay);
		if (!ref) timer.unref();
		signal?.addEventListener("abort", () => {
			clearTimeout(timer);
			reject(abort(signal));
		});
	});
}

async function* every<T>(delay?: number, value?: T): AsyncGenerator<T> {
	let due = 0;
	let wake = () => {};
	const timer = setInterval(() => {
		due++;
		wake();
	}, delay);
	try {
		for (;;) {
			while (due-- > 0) yield value as T;
			due = 0;
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
		}
	} finally {
		clearTimeout(timer);
	}
}

export const promises = {
	setTimeout: wait,
	setImmediate: <T>(value?: T) => new Promise<T>((resolve) => setImmediate(() => resolve(value as T))),
	setInterval: every,
	scheduler: { wait: (delay?: number, options?: Options) => wait(delay, undefined, options), yield: () => wait(0) },
};
