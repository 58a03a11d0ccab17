// Shows values as Node does. Of a promise the state is known only once microtasks have run; see `states` below.
import { inspect as show } from "node-inspect-extracted";
import {
	apply,
	defineProperty,
	getPrototypeOf,
	indexOf,
	isArray,
	NativePromise,
	repeat,
	slice,
	whenSettled,
} from "./intrinsics";

export { format, formatWithOptions, inspect, stripVTControlCharacters } from "node-inspect-extracted";

const CUSTOM = Symbol.for("nodejs.util.inspect.custom");

const SETTLED = NativePromise.resolve();

type Options = object & { depth?: number | null };
type State = { value: unknown } | { reason: unknown };

const NativeSet = Set;

/** Shows values in braces after a title, such as "Promise {"; lines are broken as Node breaks them. */
function inBraces(title: string, values: unknown[], options: Options): string {
	// A set's own title must be as long, since lines are broken by length.
	const size = `(${values.length})`;
	const name = repeat("x", title.length - size.length);
	class Shown extends NativeSet<unknown> {
		override get [Symbol.toStringTag]() {
			return name;
		}
	}
	defineProperty(Shown, "name", { value: name });
	const text = show(new Shown(values), options as never);
	return title + slice(text, indexOf(text, " {"));
}

/** How promises were found to be. What is not here is pending, or has not been looked at. */
const states = new WeakMap<object, State>();
/** What was shown as pending without being known. */
let unknown: Promise<unknown>[] | null = null;

function shownPromise(this: Promise<unknown>, depth: number, options: Options): string {
	if (!(this instanceof NativePromise)) return "Promise {}";
	const state = get(this);
	const title = titleOf(this, "Promise");
	if (!state) {
		if (unknown) unknown[unknown.length] = this;
		return `${title} { <pending> }`;
	}
	const inner = { ...options, depth };
	if ("value" in state) return inBraces(title, [state.value], inner);
	const reason = {
		[CUSTOM]: (left: number) => `<rejected> ${show(state.reason, { ...options, depth: left } as never)}`,
	};
	return inBraces(title, [reason], inner);
}

function titleOf(value: object, usual: string): string {
	const name = (getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name;
	return name && name !== usual ? `${name} [${usual}]` : usual;
}

const getState = WeakMap.prototype.get;
const setState = WeakMap.prototype.set;
const get = (promise: object) => apply(getState, states, [promise]) as State | undefined;
const set = (promise: object, state: State) => apply(setState, states, [promise, state]);

/** Shows an iterator's values, which are given to the next who asks for them. */
function shownIterator(kind: "Map" | "Set") {
	return function (this: Iterator<unknown>, depth: number, options: Options): string {
		const values: unknown[] = [];
		let areEntries = true;
		try {
			for (let one = this.next(); !one.done; one = this.next()) {
				values[values.length] = one.value;
				areEntries &&= isArray(one.value) && one.value.length === 2;
			}
		} catch {
			return `Object [${kind} Iterator] {}`;
		}
		let given = 0;
		const next = () =>
			given < values.length ? { value: values[given++], done: false } : { value: undefined, done: true };
		defineProperty(this, "next", { value: next, configurable: true, writable: true });
		const title = areEntries && values.length > 0 ? `[${kind} Entries]` : `[${kind} Iterator]`;
		// Node shows an entry's brackets without counting them as a level.
		const inner = { ...options, depth: areEntries ? depth + 1 : depth };
		return values.length > 0 ? inBraces(title, values, inner) : `${title} {  }`;
	};
}

function hide(prototype: object, shown: unknown): void {
	defineProperty(prototype, CUSTOM, { value: shown, configurable: true, writable: true });
}

hide(NativePromise.prototype, shownPromise);
hide(getPrototypeOf(new Map().keys())!, shownIterator("Map"));
hide(getPrototypeOf(new Set().keys())!, shownIterator("Set"));

/** A text that may have to be made again, when it is known how the promises in it were. */
export interface Shown {
	text: string;
	/** Resolves to the text, as it would have been had the states been known; null if all is known. */
	sure: Promise<string> | null;
}

/** Calls a function that shows values. */
export function shownWithPromises(make: () => string): Shown {
	unknown = [];
	const text = make();
	const asked = unknown;
	unknown = null;
	if (asked.length === 0) return { text, sure: null };
	for (let index = 0; index < asked.length; index++) observe(asked[index]!);
	// Its turn comes after theirs if they are settled already, and before if not.
	const sure = whenSettled(SETTLED, () => {
		for (let index = 0; index < asked.length; index++) if (get(asked[index]!)) return make();
		return text;
	}) as Promise<string>;
	return { text, sure };
}

/** Learns how a promise ends, without handling its rejection for the program. */
function observe(promise: Promise<unknown>): void {
	let isHandled = false;
	const own = promise.constructor;
	const ended = whenSettled(
		promise,
		(value) => void set(promise, { value }),
		(reason) => {
			set(promise, { reason });
			if (!isHandled) throw reason;
		},
	);
	void ended;
	// Whatever waits for a promise reads one of the two.
	const watch = (name: "then" | "constructor", value: unknown) =>
		defineProperty(promise, name, {
			configurable: true,
			get() {
				if (!unknown) isHandled = true;
				return value;
			},
			set(other: unknown) {
				defineProperty(promise, name, { value: other, writable: true, configurable: true });
			},
		});
	watch("then", promise.then);
	watch("constructor", own);
}
