// Node's event loop: next ticks, timers, input, immediates. It ends when nothing of the program is pending.
import { apply, floor, max, NativePromise, now, Queue, startTimer } from "./intrinsics";
import { nextTimer, runTimers, setTime, timersKeepAlive } from "./timers";

type Callback = (...values: never[]) => unknown;

interface Task {
	callback: Callback;
	values: readonly unknown[];
	isCleared?: boolean;
}

const ticks = new Queue<Task>();
const inputs = new Queue<Task>();
let immediates = new Queue<Immediate>();
let began = 0;
let held = 0;
let immediatesPending = 0;
let wake: (() => void) | null = null;
let failed: (error: unknown) => void = () => {};

/** Sets what hears of errors that callbacks throw. */
export function onError(listener: (error: unknown) => void): void {
	failed = listener;
}

// Microtasks run between two messages, and so does the browser's word of a rejection that nothing handles.
const { port1, port2 } = new MessageChannel();
const post = port2.postMessage.bind(port2);
let resume: () => void = () => {};
port1.onmessage = () => resume();

/** Resolves after all microtasks. */
export function nextMessage(): Promise<void> {
	return new NativePromise((resolve) => {
		resume = resolve;
		post(0);
	});
}

/** Calls a function of the program. */
function call(callback: Callback, self: unknown, values: readonly unknown[]): void {
	try {
		apply(callback, self, values);
	} catch (error) {
		failed(error);
	}
}

export function nextTick(callback: Callback, ...values: unknown[]): void {
	ticks.add({ callback, values });
}

/** Calls a function where Node calls what waits for files and streams. */
export function onInput(callback: Callback, ...values: unknown[]): void {
	inputs.add({ callback, values });
	wake?.();
}

/** Keeps the loop alive while the browser works for the program; returns what ends that. */
export function hold(): () => void {
	held++;
	let isHeld = true;
	return () => {
		if (isHeld) held--;
		isHeld = false;
		wake?.();
	};
}

export class Immediate {
	#task: Task | null;
	#keepsAlive = true;

	constructor(callback: Callback, values: readonly unknown[]) {
		this.#task = { callback, values };
		immediatesPending++;
	}

	static run(one: Immediate): Task | null {
		const task = one.#task;
		Immediate.clear(one);
		return task;
	}

	static clear(one: Immediate): void {
		if (one.#task && one.#keepsAlive) immediatesPending--;
		one.#task = null;
	}

	ref(): this {
		if (this.#task && !this.#keepsAlive) immediatesPending++;
		this.#keepsAlive = true;
		return this;
	}

	unref(): this {
		if (this.#task && this.#keepsAlive) immediatesPending--;
		this.#keepsAlive = false;
		return this;
	}

	hasRef(): boolean {
		return this.#keepsAlive;
	}
}

export function setImmediate(callback: Callback, ...values: unknown[]): Immediate {
	const one = new Immediate(callback, values);
	immediates.add(one);
	return one;
}

export function clearImmediate(one: unknown): void {
	if (one instanceof Immediate) Immediate.clear(one);
}

/** Runs what is to run next, before any microtask. */
export function runTicks(): void {
	for (let tick = ticks.take(); tick; tick = ticks.take()) call(tick.callback, undefined, tick.values);
}

/** Runs next ticks and microtasks until there are none, and lets the browser tell of unhandled rejections. */
export async function drained(): Promise<void> {
	do {
		runTicks();
		await nextMessage();
	} while (!ticks.isEmpty);
	await nextMessage();
	if (!ticks.isEmpty) await drained();
}

/** Whether anything of the program is pending. */
export const isAlive = () =>
	timersKeepAlive() || immediatesPending > 0 || held > 0 || !inputs.isEmpty || !ticks.isEmpty;

/** Begins the loop's time. */
export function startClock(): void {
	began = floor(now());
	setTime(began);
}

/** Runs the loop until nothing is pending, or `isOver` says so. Returns whether it was that. */
export async function runLoop(isOver: () => boolean = () => false): Promise<boolean> {
	await drained();
	while (!isOver()) {
		// What waits for a millisecond comes before immediates: a program takes Node longer than that to load.
		setTime(max(floor(now()), began + 1));
		if (await runTimers(drained, isOver)) return true;
		for (let left = inputs.take(); left; left = inputs.take()) {
			call(left.callback, undefined, left.values);
			await drained();
			if (isOver()) return true;
		}
		const batch = immediates;
		immediates = new Queue();
		for (let one = batch.take(); one; one = batch.take()) {
			const task = Immediate.run(one);
			if (!task) continue;
			call(task.callback, one, task.values);
			await drained();
			if (isOver()) return true;
		}
		if (!isAlive()) return false;
		if (immediates.isEmpty && inputs.isEmpty) await idle();
	}
	return true;
}

/** Waits for the next timer, or for what the browser does for the program. */
async function idle(): Promise<void> {
	const due = nextTimer();
	if (due !== null && due <= now()) return;
	await new NativePromise<void>((resolve) => {
		wake = resolve;
		if (due !== null) startTimer(resolve, due - now());
	});
	wake = null;
	// The browser slows down timers that timers start.
	await nextMessage();
}
