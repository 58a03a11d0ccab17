// What both are shown of a question: prompt, parameters, requirements, tables, and test cases.
import { t } from "@lingui/core/macro";
import { tablesOf } from "../desk/task";
import type { Question } from "./asked";
import { Markdown } from "./Markdown";
import { NumberedList } from "./NumberedList";
import { tablesIn } from "./schema";
import { signatureOf } from "./signature";
import { TestCases } from "./TestCases";

interface Props {
	question: Question;
	isInterviewer: boolean;
	/** Whether the code to read follows, in place of being beside the editor. */
	hasCodeBelow?: boolean;
}

export function Task({ question, isInterviewer, hasCodeBelow = false }: Props) {
	return (
		<>
			<Markdown text={question.prompt} />
			<Parameters question={question} />
			<Requirements items={question.requirements} />
			<Tables sql={tablesOf(question)} />
			{question.code && !hasCodeBelow && (
				<p className="muted small">{t`The code is beside the editor, with numbers at its lines to talk about them.`}</p>
			)}
			<TestCases question={question} isInterviewer={isInterviewer} />
		</>
	);
}

interface Parameter {
	name: string;
	type: string;
	meaning: string;
}

/** As the question lists them, or as its starter code declares them. */
function parametersOf(question: Question): readonly Parameter[] {
	if (question.parameters?.length) return question.parameters;
	const signature = signatureOf(question.function, question.starter_code);
	if (!signature) return [];
	const returned = signature.returns ? [{ name: "returns", type: signature.returns, meaning: "" }] : [];
	return [...signature.parameters.map((one) => ({ ...one, meaning: "" })), ...returned];
}

function Parameters({ question }: { question: Question }) {
	const parameters = parametersOf(question);
	if (parameters.length === 0) return null;
	const hasMeanings = parameters.some(({ meaning }) => meaning);
	return (
		<table className="question-table small" aria-label={t`Parameters`}>
			<thead>
				<tr>
					<th scope="col">{t`Name`}</th>
					<th scope="col">{t`Type`}</th>
					{hasMeanings && <th scope="col">{t`Meaning`}</th>}
				</tr>
			</thead>
			<tbody>
				{parameters.map(({ name, type, meaning }) => (
					<tr key={name}>
						<th scope="row">{name === "returns" ? t`Returns` : <code>{name}</code>}</th>
						<td>
							<code>{type || "any"}</code>
						</td>
						{hasMeanings && (
							<td>
								<Markdown text={meaning} />
							</td>
						)}
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Requirements({ items }: { items: readonly string[] | null | undefined }) {
	if (!items?.length) return null;
	return (
		<div className="numbered">
			<h3>{t`Requirements`}</h3>
			<NumberedList items={items} />
		</div>
	);
}

/** The columns of each table, and the statements that make and fill them. */
function Tables({ sql }: { sql: string }) {
	if (!sql.trim()) return null;
	return (
		<>
			{tablesIn(sql).map(({ name, columns, rules }) => (
				<table key={name} className="question-table small">
					<caption>
						<code>{name}</code>
					</caption>
					<thead className="visually-hidden">
						<tr>
							<th scope="col">{t`Column`}</th>
							<th scope="col">{t`Type`}</th>
						</tr>
					</thead>
					<tbody>
						{columns.map((column) => (
							<tr key={column.name}>
								<th scope="row">
									<code>{column.name}</code>
								</th>
								<td>
									<code>{column.type}</code>
								</td>
							</tr>
						))}
						{rules.map((rule) => (
							<tr key={rule}>
								<td colSpan={2}>
									<code>{rule}</code>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			))}
			<details>
				<summary>{t`Tables as SQL`}</summary>
				{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some */}
				<pre className="cases" tabIndex={0}>
					{sql.trim()}
				</pre>
			</details>
		</>
	);
}
