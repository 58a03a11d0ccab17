// What a person gives a program to run with: its input, and test cases of their own. Kept in this browser tab.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { OwnCase } from "./results";

/** A test case as it is written: arguments as in a call, and the expected result or nothing. */
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
	parsed?: OwnCase;
	isWrong: boolean;
	/** What is wrong with each part, in words. */
	argsError?: string | undefined;
	expectedError?: string | undefined;
}

/** Reads a test case as it is written. */
export function parseCase({ args, expected }: Draft): Parsed {
	if (!args.trim() && !expected.trim()) return { isWrong: false };
	const all = parsed(`[${args}]`);
	const result = expected.trim() ? parsed(expected) : {};
	if (all.error || result.error) return { isWrong: true, argsError: all.error, expectedError: result.error };
	const wanted = expected.trim() ? { expected: result.value } : {};
	return { isWrong: false, parsed: { args: all.value as unknown[], ...wanted } };
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
