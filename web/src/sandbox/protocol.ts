// The messages between the page and the sandbox.
import type { Comparison } from "./compare";
import type { Files } from "./files";

/** The test cases of a question: arguments and expected results, as JSON. */
export interface Tests {
	function: string;
	cases: readonly { args: readonly unknown[]; expected: unknown }[];
	compare: Comparison;
}

/** The languages that run in the sandbox. */
export type EngineName = "python" | "javascript" | "typescript" | "sql" | "lua" | "ruby";

export interface RunRequest {
	type: "run";
	id: string;
	language: EngineName;
	code: string;
	/** What the program reads, to its end. */
	stdin: string;
	/** Test cases to run after the code. */
	tests?: Tests | undefined;
	/** SQL that makes the tables which the question brings, for the language SQL. */
	setup?: string | undefined;
	/** What `make languages` or the build has for this language. */
	files?: Files | undefined;
}
export interface StopRequest {
	type: "stop";
}
export type ToSandbox = RunRequest | StopRequest;

/** How one test case went. */
export interface CaseResult {
	passed: boolean;
	/** What was returned, as JSON or in the language's own words; absent if nothing was. */
	got?: string | undefined;
	/** What was thrown instead, in words. */
	error?: string | undefined;
	/** What the program printed meanwhile, unless that came as output after `trying`. */
	printed?: string | undefined;
}

export interface Done {
	type: "done";
	id: string;
	/** 0 if all went well; 1 after an error that nothing caught; else what the program gave. Null if it gave none. */
	exitCode: number | null;
	/** How it ended, where Finished or Error would say too little. */
	status?: string | undefined;
	/** Milliseconds of running, without loading. */
	ms: number;
}
export type FromSandbox =
	| { type: "ready" }
	/** Bytes, where they are known. */
	| { type: "loading"; id: string; loaded?: number | undefined; total?: number | undefined }
	| { type: "running"; id: string }
	| { type: "output"; id: string; stream: "stdout" | "stderr"; text: string }
	/** The test cases begin: what is printed from here on belongs to the next one. */
	| { type: "trying"; id: string }
	/** Of each test case in turn. */
	| ({ type: "case"; id: string } & CaseResult)
	| Done;
