// Built-ins as they were before the program ran, which may change or remove them. What runs beside the program uses
// only these, and neither array methods nor `for … of`.

export const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
export const { isArray } = Array;
export const { create, hasOwn, is, keys } = Object;
export const { abs, floor, max, trunc } = Math;
export const { isFinite: isFiniteNumber } = Number;
export const { parse, stringify } = JSON;
export const NativePromise = Promise;
export const NativeError = Error;
export const startTimer = setTimeout.bind(globalThis);
export const now = performance.now.bind(performance);

/** Turns a method into a function that takes the object first, whatever the program does to the prototype. */
export function uncurry<T, A extends unknown[], R>(method: (this: T, ...values: A) => R): (self: T, ...values: A) => R {
	return Function.prototype.call.bind(method) as (self: T, ...values: A) => R;
}

export const whenSettled = uncurry(Promise.prototype.then) as (
	promise: Promise<unknown>,
	fulfilled: (value: unknown) => unknown,
	rejected?: (reason: unknown) => unknown,
) => Promise<unknown>;
export const objectTag = uncurry(Object.prototype.toString) as (value: unknown) => string;
export const slice = uncurry(String.prototype.slice);
export const indexOf = uncurry(String.prototype.indexOf as (wanted: string, from?: number) => number);
export const lowerCase = uncurry(String.prototype.toLowerCase);
export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const repeat = uncurry(String.prototype.repeat);
export const startsWith = uncurry(String.prototype.startsWith as (wanted: string) => boolean);

/** Replaces each occurrence of a text. */
export function replaceAll(text: string, wanted: string, other: string): string {
	let done = "";
	let from = 0;
	for (let at = indexOf(text, wanted); at >= 0; at = indexOf(text, wanted, from)) {
		done += slice(text, from, at) + other;
		from = at + wanted.length;
	}
	return done + slice(text, from);
}

/** Members in their order. Unlike an array it uses nothing that a program can change. */
export class Queue<T> {
	private first: Cell<T> | undefined;
	private last: Cell<T> | undefined;

	get isEmpty(): boolean {
		return !this.first;
	}

	add(value: T): void {
		const cell: Cell<T> = { value, next: undefined };
		if (this.last) this.last.next = cell;
		else this.first = cell;
		this.last = cell;
	}

	peek(): T | undefined {
		return this.first?.value;
	}

	take(): T | undefined {
		const cell = this.first;
		this.first = cell?.next;
		if (!this.first) this.last = undefined;
		return cell?.value;
	}
}

interface Cell<T> {
	value: T;
	next: Cell<T> | undefined;
}
