// What a person gives a program to run with: its input, and test cases of their own. Kept in this browser tab.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Case, ClassCall } from "../../sandbox/protocol";
import type { Form } from "../desk/task";

/**
 * A test case as it is written: arguments as in a call, a call in each line for a class, or the input of a program; and
 * the expected result, those of all calls, or the output; or nothing.
 */
export interface Draft {
	args: string;
	expected: string;
}

export interface Given {
	stdin: string;
	cases: Draft[];
}

const NOTHING: Given = { stdin: "", cases: [] };

/** Returns what is given for a question, and a function that keeps changes of it. */
export function useGiven(interviewId: string, questionId: number | undefined) {
	const key = `mockmate.given.${interviewId}.${questionId ?? ""}`;
	const [kept, setKept] = useState({ key, given: read(key) });
	const { given } = kept.key === key ? kept : { given: read(key) };
	const change = (changes: Partial<Given>) => {
		const next = { ...given, ...changes };
		setKept({ key, given: next });
		try {
			sessionStorage.setItem(key, JSON.stringify(next));
		} catch {
			// Full, or closed to pages: it is kept until a reload.
		}
	};
	return [given, change] as const;
}

function read(key: string): Given {
	try {
		return { ...NOTHING, ...JSON.parse(sessionStorage.getItem(key) ?? "{}") };
	} catch {
		return NOTHING;
	}
}

interface Parsed {
	/** Undefined while there is something wrong, or nothing yet. */
	parsed?: Case;
	isWrong: boolean;
	/** What is wrong with each part, in words. */
	argsError?: string | undefined;
	expectedError?: string | undefined;
}

/** Reads a test case as it is written. */
export function parseCase({ args, expected }: Draft, form: Form = "function"): Parsed {
	const isOpen = !expected.trim();
	if (!args.trim() && isOpen) return { isWrong: false };
	if (form === "program") return { isWrong: false, parsed: { stdin: args, ...(isOpen ? OPEN : { stdout: expected }) } };
	const given = form === "class" ? parsedCalls(args) : parsed(`[${args}]`);
	const result = isOpen ? {} : parsed(expected);
	if (given.error || result.error) return { isWrong: true, argsError: given.error, expectedError: result.error };
	const wanted = isOpen ? OPEN : { expected: result.value };
	const name = form === "class" ? "calls" : "args";
	return { isWrong: false, parsed: { [name]: given.value, ...wanted } };
}

const OPEN = { isOpen: true } as const;
const CALL = /^\s*(?:\w+\s*=\s*)?(?:new\s+)?([A-Za-z_]\w*)\s*\(([\s\S]*)\)\s*;?\s*$/;

/** Reads "MinStack()", "push(3)", a call in each line. */
function parsedCalls(text: string): { value?: ClassCall[]; error?: string } {
	const calls: ClassCall[] = [];
	for (const line of text.split("\n").filter((one) => one.trim())) {
		const [, name, inside] = CALL.exec(line) ?? [];
		if (!name)
			return { error: t`Write one call a line, the one that makes the object first, as in MinStack() and push(3).` };
		const { value, error } = parsed(`[${inside}]`);
		if (error) return { error };
		calls.push([name, value as unknown[]]);
	}
	return calls.length > 0 ? { value: calls } : { error: t`The first call makes the object.` };
}

function parsed(text: string): { value?: unknown; error?: string } {
	let imprecise: string | undefined;
	const look = (_key: string, value: unknown, context?: { source?: string }) => {
		const isWhole = /^-?\d+$/.test(context?.source ?? "");
		if (isWhole && !Number.isSafeInteger(value)) imprecise = context?.source;
		return value;
	};
	try {
		// The text of a number is known to newer browsers only.
		const value = JSON.parse(text, look as (key: string, value: unknown) => unknown);
		return imprecise ? { error: t`${imprecise} is too large: whole numbers go up to 9007199254740991.` } : { value };
	} catch {
		return { error: t`This isn’t JSON. Texts have double quotes and lists have brackets, as in "ab", [1, 2], true.` };
	}
}
