// Code to begin with, in a language: the question's own, or the head of its function; and how it comes into a pad.
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import { isTested } from "../runs/where";
import type { SharedPad } from "./documentConnection";
import { starterOf, testsOf } from "./task";

type Asked = LiveInterview["question"];

/** Returns the code; null if there is none. The head of a function is made by code that is loaded for it. */
export async function starterFor(question: Asked, language: CodeLanguage): Promise<string | null> {
	return starterOf(question, language) ?? (await headFor(question, language));
}

/** Whether there may be a head of the question's function in a language. */
export function hasHead(question: Asked, language: CodeLanguage): boolean {
	return isTested(language, "server") && testsOf(question) !== undefined;
}

async function headFor(question: Asked, language: CodeLanguage): Promise<string | null> {
	const tests = testsOf(question);
	if (!tests || !isTested(language, "server")) return null;
	const other = question?.starter_code?.python ?? question?.starter_code?.javascript;
	try {
		const { hasHarness, partsOf, starter } = await import("../../sandbox/harness");
		if (!hasHarness(language)) return null;
		const part = partsOf(language, tests).parts[0];
		return (part && starter(language, part.tests, other)) ?? null;
	} catch {
		// Its test cases have no types in this language.
		return null;
	}
}

/** Replaces all of a pad, in one step of its undo. */
export function replaceAll({ text, undo }: SharedPad, code: string): void {
	undo.stopCapturing();
	text.doc?.transact(() => {
		text.delete(0, text.length);
		text.insert(0, code);
	});
	undo.stopCapturing();
}

/**
 * Lets a pad follow its language: a starter that nobody has touched is replaced by the other language's. Otherwise
 * nothing changes; returns whether there is a starter to offer then.
 */
export async function followLanguage(
	pad: SharedPad,
	question: Asked,
	from: CodeLanguage,
	to: CodeLanguage,
): Promise<boolean> {
	const [before, next] = await Promise.all([starterFor(question, from), starterFor(question, to)]);
	const now = pad.text.toString();
	// An empty pad offers its starter anyway.
	if (next === null || now === next || now === "") return false;
	if (now !== before) return true;
	replaceAll(pad, next);
	return false;
}
