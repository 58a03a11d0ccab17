// Code to begin with, in the chosen language: the question's own, or the head of its function.
import { useEffect, useState } from "react";
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import { isTested } from "../runs/where";
import { starterOf, testsOf } from "./task";

/** Returns the code; null if there is none, or nothing is asked for. */
export function useStarter(
	question: LiveInterview["question"],
	language: CodeLanguage,
	isWanted: boolean,
): string | null {
	const own = isWanted ? starterOf(question, language) : null;
	const isWritten = isWanted && own === null && isTested(language, "server");
	const [written, setWritten] = useState<{ code: string; of: unknown; language: CodeLanguage } | null>(null);
	useEffect(() => {
		const tests = testsOf(question);
		if (!isWritten || !tests) return;
		let isOver = false;
		const other = question?.starter_code?.python ?? question?.starter_code?.javascript;
		import("../../sandbox/harness")
			.then(({ hasHarness, partsOf, starter }) => {
				const part = hasHarness(language) ? partsOf(language, tests).parts[0] : undefined;
				const code = part && hasHarness(language) ? starter(language, part.tests, other) : null;
				if (!isOver && code) setWritten({ code, of: question, language });
			})
			// Its test cases have no types in this language.
			.catch(() => undefined);
		return () => {
			isOver = true;
		};
	}, [question, language, isWritten]);
	if (own !== null || !isWritten) return own;
	return written?.of === question && written.language === language ? written.code : null;
}
