// Node's `util`, as far as programs in interviews use it.
import comparisons from "assert/build/internal/util/comparisons";
import { format, formatWithOptions, inspect, stripVTControlCharacters } from "./inspect";
import { objectTag } from "./intrinsics";
import { nextTick } from "./loop";
import { print } from "./printing";

type Callback = (error: unknown, value?: unknown) => void;
type AnyFunction = (...values: unknown[]) => unknown;

const custom = Symbol.for("nodejs.util.promisify.custom");

function promisify(original: AnyFunction & { [custom]?: AnyFunction }): AnyFunction {
	if (typeof original !== "function") {
		throw Object.assign(new TypeError('The "original" argument must be of type function.'), {
			code: "ERR_INVALID_ARG_TYPE",
		});
	}
	return (
		original[custom] ??
		function (this: unknown, ...values: unknown[]) {
			return new Promise((resolve, reject) => {
				const done: Callback = (error, value) => (error ? reject(error) : resolve(value));
				original.call(this, ...values, done);
			});
		}
	);
}
promisify.custom = custom;

function callbackify(original: (...values: unknown[]) => Promise<unknown>): AnyFunction {
	return function (this: unknown, ...values: unknown[]) {
		const done = values.pop() as Callback;
		original.apply(this, values).then(
			(value) => nextTick(done as never, null, value),
			(reason) => nextTick(done as never, reason ?? new Error("Promise was rejected with a falsy value")),
		);
	};
}

function inherits(child: { prototype: object; super_?: unknown }, parent: { prototype: object }): void {
	Object.defineProperty(child, "super_", { value: parent, writable: true, configurable: true });
	Object.setPrototypeOf(child.prototype, parent.prototype);
}

function deprecate(original: AnyFunction, message: string): AnyFunction {
	let isTold = false;
	return function (this: unknown, ...values: unknown[]) {
		if (!isTold) print("stderr", `(node) DeprecationWarning: ${message}\n`);
		isTold = true;
		return original.apply(this, values);
	};
}

const is = (tag: string) => (value: unknown) => objectTag(value) === `[object ${tag}]`;
const types = {
	isDate: is("Date"),
	isRegExp: is("RegExp"),
	isPromise: (value: unknown) => value instanceof Promise,
	isMap: is("Map"),
	isSet: is("Set"),
	isWeakMap: is("WeakMap"),
	isWeakSet: is("WeakSet"),
	isNativeError: (value: unknown) => value instanceof Error,
	isAsyncFunction: is("AsyncFunction"),
	isGeneratorFunction: is("GeneratorFunction"),
	isGeneratorObject: is("Generator"),
	isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
	isArrayBuffer: is("ArrayBuffer"),
};

export const util = {
	inspect,
	format,
	formatWithOptions,
	stripVTControlCharacters,
	promisify,
	callbackify,
	inherits,
	deprecate,
	types,
	isDeepStrictEqual: comparisons.isDeepStrictEqual,
	isArray: Array.isArray,
	toUSVString: (text: string) => new TextDecoder().decode(new TextEncoder().encode(text)),
	debuglog: () => () => {},
	TextEncoder,
	TextDecoder,
};
