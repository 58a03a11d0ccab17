// The cases that "Test" at the desk runs the code on.
import { t } from "@lingui/core/macro";
import type { Case } from "../../sandbox/protocol";
import { formOf } from "../desk/task";
import { expectedText, givenText } from "../runs/caseTexts";
import { casesOfQuestion, type Question } from "./asked";

interface Props {
	question: Question;
	/** Interviewers see hidden cases as well. */
	isInterviewer: boolean;
}

export function TestCases({ question, isInterviewer }: Props) {
	const cases = casesOfQuestion(question);
	if (cases.length === 0) return null;
	const lines = cases.map((one) => (one.hidden && !isInterviewer ? hidden(one) : lineOf(one, question.function ?? "")));
	return (
		<details>
			<summary>{t`Test cases (${lines.length})`}</summary>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some */}
			<pre className="cases" tabIndex={0}>
				{lines.join(formOf(cases[0] ?? {}) === "function" ? "\n" : "\n\n")}
			</pre>
		</details>
	);
}

const hidden = ({ about }: Case) => (about ? t`Hidden: ${about}` : t`Hidden case`);

/** "solve([1])  → 3" in a line, or what is given and what comes of it, one below the other. */
function lineOf(one: Case, name: string): string {
	const [given, expected] = [givenText(one, name), expectedText(one) ?? ""];
	const form = formOf(one);
	const about = one.about && form !== "rows" ? `# ${one.about}\n` : "";
	if (form === "function") return `${about}${inOneLine(given)} → ${inOneLine(expected)}`;
	if (form === "class") return `${about}${expected || given}`;
	return `${about}${given.trimEnd()}\n→\n${expected.trimEnd()}`;
}

/** Puts the lines in which a call or a value is laid out into one. */
const inOneLine = (text: string) =>
	text
		.replace(/([[({])\n\s*/g, "$1")
		.replace(/\n\s*([\])}])/g, "$1")
		.replace(/\n\s*/g, " ");
