// The messages between the page and the sandbox.
import type { Comparison } from "./compare";

/** The test cases of a question: arguments and expected results, as JSON. */
export interface Tests {
	function: string;
	cases: readonly { args: readonly unknown[]; expected: unknown }[];
	compare: Comparison;
}
export interface RunRequest {
	type: "run";
	id: string;
	language: "python" | "javascript";
	code: string;
	/** Test cases to run after the code. */
	tests?: Tests | undefined;
}
export interface StopRequest {
	type: "stop";
}
export type ToSandbox = RunRequest | StopRequest;

export interface Done {
	type: "done";
	id: string;
	status: "ok" | "error";
	ms: number;
	/** How many cases passed; null if there were none. */
	passed: number | null;
}
export type FromSandbox =
	| { type: "ready" }
	| { type: "loading"; id: string }
	| { type: "running"; id: string }
	| { type: "output"; id: string; stream: "stdout" | "stderr"; text: string }
	| Done;
