// The messages between the page and the sandbox.
import type { Comparison } from "./compare";
import type { Files } from "./files";
import type { FormatRequest } from "./formatting/protocol";

/**
 * A test case of a question in one of the forms of docs/questions.md, as JSON; values may have short forms in them. Which
 * form it is, its names say: a call with `args` or `named`, `calls` of a class, a program with `stdin`, or `rows`.
 */
export interface Case {
	args?: readonly unknown[] | undefined;
	named?: Readonly<Record<string, unknown>> | undefined;
	/** The function that is called, if it is another than that of the question. */
	call?: string | undefined;
	expected?: unknown;
	/** Instead of a result: an error, and what it is about. */
	error?: string | boolean | undefined;
	/** The first makes an object of a class, the others call its methods; `expected` has the result of each. */
	calls?: readonly ClassCall[] | undefined;
	stdin?: string | undefined;
	stdout?: string | undefined;
	rows?: readonly (readonly unknown[])[] | undefined;
	columns?: readonly string[] | undefined;
	/** Whether rows count in this order only. */
	ordered?: boolean | undefined;
	/** SQL in place of the question's tables. */
	tables?: string | undefined;
	/** What the case tries, in a line. */
	about?: string | undefined;
	/** Whether it is shown only once it has failed. */
	hidden?: boolean | undefined;
	/** Whether nothing is expected: what comes is only shown. */
	isOpen?: boolean | undefined;
}
export type ClassCall = readonly [name: string, args: readonly unknown[]];

/** The test cases of a question. */
export interface Tests {
	/** The function that they call; empty if there is none. */
	function: string;
	cases: readonly Case[];
	compare: Comparison;
	/** By how much numbers may differ, with `approx`. */
	tolerance?: number | undefined;
	/** The names of the function's parameters, in their order. */
	parameters?: readonly string[] | undefined;
}

/** The languages that run in the sandbox. */
export type EngineName = "python" | "javascript" | "typescript" | "sql" | "lua" | "ruby" | "c" | "cpp" | "go";

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
export type ToSandbox = RunRequest | StopRequest | FormatRequest;

/** How one test case went. */
export interface CaseResult {
	passed: boolean;
	/** What was returned, as JSON or in the language's own words; absent if nothing was. */
	got?: string | undefined;
	/** What was thrown instead, or what is wrong with what was returned, in words. */
	error?: string | undefined;
	/** Whether the language can't try the case, for the reason that `error` gives. */
	skipped?: boolean | undefined;
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
	/** The language's own program could not be loaded; nothing was run. */
	| { type: "lost"; id: string }
	| Done;
