// The program's console, as Node's.
import { format, inspect } from "./inspect";
import { apply, indexOf, now, repeat, replaceAll, slice } from "./intrinsics";
import { nextTick } from "./loop";
import { print, printShown } from "./printing";
import { tableText } from "./table";

type Stream = "stdout" | "stderr";

const INDENT = 2;
const labels = { counts: new Map<string, number>(), times: new Map<string, number>() };
const [get, set, remove] = [bound("get"), bound("set"), bound("delete")];
let indent = "";

function bound<K extends "get" | "set" | "delete">(name: K) {
	return Function.prototype.call.bind(Map.prototype[name]) as (
		map: Map<string, number>,
		key: string,
		value?: number,
	) => number | undefined;
}

function indented(text: string): string {
	return indent ? `${indent}${indexOf(text, "\n") < 0 ? text : replaceAll(text, "\n", `\n${indent}`)}\n` : `${text}\n`;
}

/** The text of what is given to `console.log`. Spreading would use the iterator of arrays. */
const textOf = (values: readonly unknown[]) => apply(format, undefined, values);

function write(stream: Stream, values: readonly unknown[]): void {
	const own = indent;
	printShown(stream, () => {
		const now = indent;
		indent = own;
		const text = indented(textOf(values));
		indent = now;
		return text;
	});
}

const to =
	(stream: Stream) =>
	(...values: unknown[]) =>
		write(stream, values);

function warn(text: string): void {
	nextTick(() => print("stderr", `(node:1) Warning: ${text}\n`));
}

/** "1.234ms", "2.500s" or "1:02.500 (m:ss.mmm)". */
export function duration(ms: number): string {
	if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
	const seconds = ms / 1000;
	if (seconds < 60) return `${seconds.toFixed(3)}s`;
	const [whole, rest] = [Math.floor(seconds / 60), (seconds % 60).toFixed(3).padStart(6, "0")];
	if (whole < 60) return `${whole}:${rest} (m:ss.mmm)`;
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}:${rest} (h:mm:ss.mmm)`;
}

function sinceTime(name: string, label: string): string | null {
	const began = get(labels.times, label);
	if (began !== undefined) return `${label}: ${duration(now() - began)}`;
	warn(`No such label '${label}' for console.${name}()`);
	return null;
}

function failedWith(values: readonly unknown[]): unknown[] {
	const all: unknown[] = ["Assertion failed"];
	for (let index = 0; index < values.length; index++) all[index + 1] = values[index];
	return all;
}

const log = to("stdout");
const error = to("stderr");
const open = (...values: unknown[]) => {
	if (values.length > 0) write("stdout", values);
	indent += repeat(" ", INDENT);
};

export const programConsole = {
	log,
	info: log,
	debug: log,
	warn: error,
	error,
	dir(value: unknown, options?: object) {
		printShown("stdout", () => indented(inspect(value, { customInspect: false, ...options } as never)));
	},
	time(label = "default") {
		const key = `${label}`;
		if (get(labels.times, key) !== undefined) warn(`Label '${key}' already exists for console.time()`);
		else set(labels.times, key, now());
	},
	timeEnd(label = "default") {
		const text = sinceTime("timeEnd", `${label}`);
		remove(labels.times, `${label}`);
		if (text !== null) log("%s", text);
	},
	timeLog(label = "default", ...values: unknown[]) {
		const text = sinceTime("timeLog", `${label}`);
		if (text !== null) log(values.length > 0 ? `${text} ${textOf(values)}` : text);
	},
	trace: function trace(...values: unknown[]) {
		const message = textOf(values);
		const at: { stack?: string } = {};
		(Error as unknown as { captureStackTrace?(target: object, above: unknown): void }).captureStackTrace?.(at, trace);
		const frames = at.stack ?? "";
		const head = message ? `Trace: ${message}` : "Trace";
		print("stderr", indented(head + (indexOf(frames, "\n") < 0 ? "" : slice(frames, indexOf(frames, "\n")))));
	},
	assert(holds?: unknown, ...values: unknown[]) {
		if (holds) return;
		const isText = typeof values[0] === "string";
		if (isText) values[0] = `Assertion failed: ${values[0]}`;
		write("stderr", isText ? values : failedWith(values));
	},
	clear() {},
	count(label = "default") {
		const key = `${label}`;
		const next = (get(labels.counts, key) ?? 0) + 1;
		set(labels.counts, key, next);
		log(`${key}: ${next}`);
	},
	countReset(label = "default") {
		const key = `${label}`;
		if (!remove(labels.counts, key)) warn(`Count for '${key}' does not exist`);
	},
	group: open,
	groupEnd() {
		indent = slice(indent, 0, indent.length - INDENT);
	},
	table(data: unknown, columns?: readonly string[]) {
		const text = tableText(data, columns);
		if (text === null) log(data);
		else print("stdout", indented(text));
	},
	dirxml: log,
	groupCollapsed: open,
	timeStamp() {},
	profile() {},
	profileEnd() {},
};
