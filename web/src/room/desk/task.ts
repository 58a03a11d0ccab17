// What a question provides for the desk: starter code and test cases.
import type { Tests } from "../../sandbox/protocol";
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";

type Question = LiveInterview["question"];

export function testsOf(question: Question): Tests | undefined {
	if (!question?.function || !question.test_cases?.length) return undefined;
	return { function: question.function, cases: question.test_cases, compare: question.compare ?? "exact" };
}

export function starterOf(question: Question, language: CodeLanguage): string | null {
	const code = question?.starter_code?.[language];
	return code ? `${code.trimEnd()}\n` : null;
}
