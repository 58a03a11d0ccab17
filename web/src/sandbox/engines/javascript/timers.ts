// Timers in Node's order: those of one duration form a list, and the list that is due first runs first.
import { apply, create, defineProperty, max, NativePromise, Queue, trunc } from "./intrinsics";

type Callback = (...values: never[]) => unknown;

const LONGEST = 2 ** 31 - 1;
const PROMISIFY = Symbol.for("nodejs.util.promisify.custom");

interface List {
	ms: number;
	expiry: number;
	timers: Queue<Entry>;
	next: List | null;
}

/** A timer's place in a list; one that was started anew has left its former place. */
interface Entry {
	timer: Timeout;
	start: number;
}

let time = 0;
let first: List | null = null;
const lists: Record<number, List | undefined> = create(null);
let pending = 0;
let ids = 0;
const byId: Record<string, Timeout | undefined> = create(null);
let report: (error: unknown) => void = () => {};

/** Sets the loop's time in milliseconds, which stands still while callbacks run. */
export function setTime(ms: number): void {
	time = ms;
}

export function onTimerError(listener: (error: unknown) => void): void {
	report = listener;
}

export class Timeout {
	#entry: Entry | null = null;
	#keepsAlive = true;
	readonly #id = ++ids;
	readonly #values: readonly unknown[];

	constructor(
		readonly _onTimeout: Callback,
		readonly _idleTimeout: number,
		readonly _repeat: number | null,
		values: readonly unknown[],
	) {
		this.#values = values;
		Timeout.start(this);
	}

	static start(timer: Timeout): void {
		if (!timer.#entry && timer.#keepsAlive) pending++;
		timer.#entry = { timer, start: time };
		insert(timer.#entry);
	}

	static run(timer: Timeout): void {
		try {
			apply(timer._onTimeout, timer, timer.#values);
		} catch (error) {
			report(error);
		}
	}

	static isCurrent(entry: Entry): boolean {
		return entry.timer.#entry === entry;
	}

	static stop(timer: Timeout): void {
		if (timer.#entry && timer.#keepsAlive) pending--;
		timer.#entry = null;
		delete byId[timer.#id];
	}

	ref(): this {
		if (this.#entry && !this.#keepsAlive) pending++;
		this.#keepsAlive = true;
		return this;
	}

	unref(): this {
		if (this.#entry && this.#keepsAlive) pending--;
		this.#keepsAlive = false;
		return this;
	}

	hasRef(): boolean {
		return this.#keepsAlive;
	}

	refresh(): this {
		if (this.#entry) Timeout.start(this);
		return this;
	}

	close(): this {
		Timeout.stop(this);
		return this;
	}

	[Symbol.toPrimitive](): number {
		byId[this.#id] = this;
		return this.#id;
	}
}

function insert(entry: Entry): void {
	const ms = entry.timer._idleTimeout;
	let list = lists[ms];
	if (!list) {
		list = { ms, expiry: entry.start + ms, timers: new Queue(), next: null };
		lists[ms] = list;
		place(list);
	}
	list.timers.add(entry);
}

/** Puts a list after those that are due no later. */
function place(list: List): void {
	if (!first || first.expiry > list.expiry) {
		list.next = first;
		first = list;
		return;
	}
	let before = first;
	while (before.next && before.next.expiry <= list.expiry) before = before.next;
	list.next = before.next;
	before.next = list;
}

/** Runs the timers that are due; `drained` does what Node does after each. Returns true once `isOver` says so. */
export async function runTimers(drained: () => Promise<void>, isOver: () => boolean): Promise<boolean> {
	while (first && first.expiry <= time) {
		const list: List = first;
		first = list.next;
		for (let entry = list.timers.peek(); entry && time - entry.start >= list.ms; entry = list.timers.peek()) {
			list.timers.take();
			if (!Timeout.isCurrent(entry)) continue;
			const { timer } = entry;
			if (timer._repeat === null) Timeout.stop(timer);
			Timeout.run(timer);
			if (timer._repeat !== null && Timeout.isCurrent(entry)) Timeout.start(timer);
			await drained();
			if (isOver()) return true;
		}
		const left = list.timers.peek();
		if (left) {
			list.expiry = max(left.start + list.ms, time + 1);
			place(list);
		} else {
			delete lists[list.ms];
		}
	}
	return false;
}

export const timersKeepAlive = () => pending > 0;

/** When the next timer is due, on the clock of `performance.now()`; null if there is none. */
export const nextTimer = () => first?.expiry ?? null;

function start(callback: Callback, delay: unknown, isRepeated: boolean, values: readonly unknown[]): Timeout {
	if (typeof callback !== "function") {
		const error = new TypeError(`The "callback" argument must be of type function. Received ${String(callback)}`);
		throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
	}
	const wanted = Number(delay);
	const ms = wanted >= 1 && wanted <= LONGEST ? trunc(wanted) : 1;
	return new Timeout(callback, ms, isRepeated ? ms : null, values);
}

export function setTimeout(callback: Callback, delay?: unknown, ...values: unknown[]): Timeout {
	return start(callback, delay, false, values);
}

export function setInterval(callback: Callback, delay?: unknown, ...values: unknown[]): Timeout {
	return start(callback, delay, true, values);
}

export function clearTimeout(timer: unknown): void {
	if (timer instanceof Timeout) Timeout.stop(timer);
	else if (typeof timer === "number" || typeof timer === "string") {
		const known = byId[timer];
		if (known) Timeout.stop(known);
	}
}

defineProperty(setTimeout, PROMISIFY, {
	value: (delay?: unknown, value?: unknown) =>
		new NativePromise((resolve) => setTimeout(resolve as Callback, delay, value)),
});
