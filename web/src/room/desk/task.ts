// What a question provides for the desk: starter code, test cases, and what it is done with.
import type { Case, Tests } from "../../sandbox/protocol";
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import { casesOfQuestion } from "../question/asked";

type Asked = LiveInterview["question"];

export const HTML = "html" as CodeLanguage;

/** What test cases are about. */
export type Form = "function" | "class" | "program" | "rows";

export function formOf(one: Case): Form {
	if (one.calls) return "class";
	if (one.rows) return "rows";
	return one.stdin === undefined ? "function" : "program";
}

/** Returns what a question is tested with, which may be no case; undefined if people can't add any either. */
export function testsOf(question: Asked): Tests | undefined {
	if (!question) return undefined;
	const cases = casesOfQuestion(question);
	if (cases.length === 0 && !question.function) return undefined;
	const parameters = question.parameters?.map(({ name }) => name).filter((name) => name.toLowerCase() !== "returns");
	return {
		function: question.function ?? "",
		cases,
		compare: question.compare ?? "exact",
		...(question.tolerance && { tolerance: question.tolerance }),
		...(parameters?.length && { parameters }),
	};
}

/** Returns what the test cases of a question are about. */
export function formOfTests({ cases }: Tests): Form {
	return cases[0] ? formOf(cases[0]) : "function";
}

export function starterOf(question: Asked, language: CodeLanguage): string | null {
	const starters: Readonly<Record<string, string>> = question?.starter_code ?? {};
	const code = language === HTML ? pageOf(starters) : starters[language];
	return code ? `${code.trimEnd()}\n` : null;
}

/** Returns what SQL brings before the code; a fence around it is none of it. */
export function tablesOf(question: Asked): string {
	const text = question?.tables ?? "";
	return /^\s*```\w*\n([\s\S]*?)\n```\s*$/.exec(text)?.[1] ?? text;
}

const CLOSING_BODY = /\n?<\/body>/i;
const CLOSING_HEAD = /\n?<\/head>/i;

/** Returns one page of what a question has in three languages, since the desk has one document. */
function pageOf({ html = "", css = "", javascript = "" }: Readonly<Record<string, string>>): string | undefined {
	return html || css ? withParts(html, css, javascript) : undefined;
}

/** Puts a style and a script into a page. */
export function withParts(html: string, css: string, javascript: string): string {
	const style = css.trim() && `<style>\n${css.trimEnd()}\n</style>`;
	const script = javascript.trim() && `<script>\n${javascript.trimEnd()}\n</script>`;
	const styled = CLOSING_HEAD.test(html)
		? html.replace(CLOSING_HEAD, (end) => `${style && `\n${style}`}${end}`)
		: [style, html.trimEnd()].filter(Boolean).join("\n\n");
	return CLOSING_BODY.test(styled)
		? styled.replace(CLOSING_BODY, (end) => `${script && `\n${script}`}${end}`)
		: [styled.trimEnd(), script].filter(Boolean).join("\n\n");
}
