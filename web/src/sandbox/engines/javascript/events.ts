// Node's `events`: the emitter, and `on` for loops over events.
import EventEmitter from "events";

interface Emitter {
	on(name: string, listener: (...values: unknown[]) => void): unknown;
	off(name: string, listener: (...values: unknown[]) => void): unknown;
}

async function* on(emitter: Emitter, name: string, { signal }: { signal?: AbortSignal } = {}) {
	const come: unknown[][] = [];
	let failure: { error: unknown } | null = null;
	let wake = () => {};
	const add = (...values: unknown[]) => {
		come.push(values);
		wake();
	};
	const fail = (error: unknown) => {
		failure = { error };
		wake();
	};
	emitter.on(name, add);
	emitter.on("error", fail);
	signal?.addEventListener("abort", () =>
		fail(Object.assign(new Error("The operation was aborted"), { name: "AbortError" })),
	);
	try {
		for (;;) {
			while (come.length > 0) yield come.shift()!;
			if (failure) throw (failure as { error: unknown }).error;
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
		}
	} finally {
		emitter.off(name, add);
		emitter.off("error", fail);
	}
}

export const events = Object.assign(EventEmitter, { on });
