// What a question is begun with: a language, and a side of the desk. Pure.
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import type { DeskTab } from "./DeskTabs";
import { LANGUAGES } from "./languages";
import { HTML } from "./task";

type Asked = LiveInterview["question"];

/** Returns the language that a question is begun in; null if the present one is as good. */
export function offeredLanguage(question: Asked, present: CodeLanguage): CodeLanguage | null {
	const wanted = languageFor(question, present);
	return wanted === present ? null : wanted;
}

function languageFor(question: Asked, present: CodeLanguage): CodeLanguage {
	if (!question) return present;
	const starters = question.starter_code ?? {};
	if (question.kind === "sql") return "sql";
	if (question.kind === "frontend" && (starters.html || starters.css)) return HTML;
	const written = Object.keys(starters).filter((one) => Object.hasOwn(LANGUAGES, one)) as CodeLanguage[];
	if (written.length === 0 || written.includes(present)) return isOfKind(present) ? "python" : present;
	// In most languages there is something to begin with, whatever the question has.
	return isOfKind(present) || !written.some((one) => USUAL.has(one)) ? (written[0] ?? present) : present;
}

const USUAL = new Set<CodeLanguage>(["python", "javascript"]);
/** Languages that are for questions of one kind only. */
const isOfKind = (language: CodeLanguage) => language === "sql" || language === HTML;

/** Returns what the desk shows first. */
export function offeredSide(question: Asked): DeskTab {
	if (question?.kind === "design") return "board";
	return question?.kind === "review" && question.code ? "read" : "code";
}
