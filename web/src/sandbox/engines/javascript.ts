// Runs JavaScript in this worker; `console` prints to the output.
import { tryCases } from "../cases";
import { type Program, serve } from "../engine";
import type { Output } from "../output";

serve(async (program, { output, running, trying, tried }) => {
	running();
	try {
		const made = await evaluate(program, output);
		if (!program.tests) return 0;
		if (typeof made !== "function") throw new Error(`There is no function ${program.tests.function} to try.`);
		const call = async (args: string) => JSON.stringify((await made(...JSON.parse(args))) ?? null);
		trying();
		return await tryCases(program.tests, call, tried, inWords);
	} catch (error) {
		output.print("stderr", `${inWords(error)}\n`);
		return 1;
	}
});

/** Runs the code; returns the function that the tests are about, where there are some. */
function evaluate({ code, tests }: Program, output: Output): Promise<unknown> {
	const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
	const name = tests?.function;
	const result = name ? `\nreturn typeof ${name} === "undefined" ? null : ${name};` : "";
	return new AsyncFunction("console", `"use strict";\n${code}${result}`)(consoleFor(output));
}

function inWords(error: unknown): string {
	return error instanceof Error ? `${error.name}: ${error.message}` : shown(error);
}

function consoleFor(output: Output) {
	const to =
		(stream: "stdout" | "stderr") =>
		(...values: unknown[]) =>
			output.print(stream, `${values.map(shown).join(" ")}\n`);
	const [out, err] = [to("stdout"), to("stderr")];
	return { log: out, info: out, debug: out, table: out, dir: out, warn: err, error: err, assert: asserter(err) };
}

function asserter(print: (...values: unknown[]) => void) {
	return (holds: unknown, ...values: unknown[]) => {
		if (!holds) print("Assertion failed:", ...values);
	};
}

function shown(value: unknown): string {
	if (typeof value === "string") return value;
	if (value instanceof Map) return `Map(${value.size}) ${shown(Object.fromEntries(value))}`;
	if (value instanceof Set) return `Set(${value.size}) ${shown([...value])}`;
	if (typeof value === "function") return `[function ${value.name || "anonymous"}]`;
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return String(value);
	}
}
