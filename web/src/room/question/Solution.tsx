// The solution of a question, what it takes, and the slow one that it is better than.
import { t } from "@lingui/core/macro";
import type { Question } from "./asked";
import { solutionParts } from "./examples";
import { Markdown } from "./Markdown";

export function Solution({ question: { solution, slow_solution: slow } }: { question: Question }) {
	const { text, complexity } = solutionParts(solution ?? "");
	return (
		<>
			{complexity && (
				<p className="complexity">
					<strong>{t`Complexity`}</strong> {complexity}
				</p>
			)}
			{text && <Markdown text={text} />}
			{slow && (
				<details>
					<summary>{t`A right answer that is too slow`}</summary>
					<Markdown text={inFence(slow)} />
				</details>
			)}
		</>
	);
}

const inFence = (code: string) => (code.trimStart().startsWith("```") ? code : `\`\`\`\n${code.trimEnd()}\n\`\`\``);
