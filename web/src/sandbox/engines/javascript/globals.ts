// Gives the program Node's globals, and takes away what only a browser's worker has.
import { Buffer } from "buffer";
import { programConsole } from "./console";
import { defineProperty, getPrototypeOf, NativePromise, ownKeys, whenSettled } from "./intrinsics";
import { clearImmediate, hold, setImmediate } from "./loop";
import { MessageChannel, MessagePort } from "./messages";
import type { Process } from "./process";
import { clearTimeout, setInterval, setTimeout } from "./timers";

// Besides what JavaScript itself has: with a program's own variables they would otherwise be mixed up, such as `name`.
const KEPT = new Set(
	(
		"AbortController AbortSignal Blob ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy Crypto CryptoKey" +
		" CustomEvent DOMException DecompressionStream Event EventTarget File FormData Headers MessageEvent Navigator" +
		" Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver" +
		" PerformanceObserverEntryList PerformanceResourceTiming ReadableByteStreamController ReadableStream" +
		" ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader" +
		" Request Response SubtleCrypto TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream" +
		" TransformStreamDefaultController URL URLPattern URLSearchParams WebAssembly WritableStream" +
		" WritableStreamDefaultController WritableStreamDefaultWriter atob btoa crypto fetch navigator performance" +
		" queueMicrotask structuredClone" +
		// JavaScript itself.
		" AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean" +
		" DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array" +
		" Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy" +
		" RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError" +
		" Temporal TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet" +
		" decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat" +
		" parseInt undefined unescape constructor"
	).split(" "),
);

// What the browser does for a program while nothing of it runs.
const SLOW: readonly (readonly [object | undefined, readonly string[]])[] = [
	[globalThis, ["fetch"]],
	[globalThis.Blob?.prototype, ["text", "arrayBuffer", "bytes"]],
	[globalThis.Response?.prototype, ["text", "json", "arrayBuffer", "bytes", "blob"]],
	[globalThis.SubtleCrypto?.prototype, ["digest", "sign", "verify", "encrypt", "decrypt", "importKey", "generateKey"]],
	[globalThis.ReadableStreamDefaultReader?.prototype, ["read"]],
	[WebAssembly, ["compile", "instantiate"]],
];

function holdWhilePending(object: Record<string, unknown>, name: string): void {
	const original = object[name];
	if (typeof original !== "function") return;
	const held = {
		[name](this: unknown, ...values: unknown[]) {
			const promise: unknown = Reflect.apply(original, this === undefined ? globalThis : this, values);
			if (promise instanceof NativePromise) {
				const release = hold();
				whenSettled(promise, release, release);
			}
			return promise;
		},
	}[name];
	defineProperty(object, name, { value: held, writable: true, configurable: true });
}

/** Node's globals. What the engine itself needs of a worker has been kept elsewhere before. */
export function setGlobals(process: Process): void {
	for (let owner: object | null = globalThis; owner && owner !== Object.prototype; owner = getPrototypeOf(owner)) {
		for (const name of ownKeys(owner)) {
			if (typeof name === "string" && !KEPT.has(name)) Reflect.deleteProperty(owner, name);
		}
	}
	const values = {
		global: globalThis,
		process,
		Buffer,
		console: programConsole,
		setTimeout,
		setInterval,
		setImmediate,
		clearTimeout,
		clearInterval: clearTimeout,
		clearImmediate,
		MessageChannel,
		MessagePort,
	};
	for (const [name, value] of Object.entries(values)) {
		defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
	}
	for (const [object, names] of SLOW) {
		for (const name of names) if (object) holdWhilePending(object as Record<string, unknown>, name);
	}
}
