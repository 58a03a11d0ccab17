// Test cases of a person's own, which run after those of the question.
import { t } from "@lingui/core/macro";
import { useId } from "react";
import { abridged, callText } from "../../sandbox/abridged";
import type { Case } from "../../sandbox/protocol";
import { Button } from "../../ui/Button";
import type { Form } from "../desk/task";
import { type Draft, parseCase } from "./ownCases";

interface Props {
	/** Of the function that is called. */
	name: string;
	form: Form;
	example: Case | undefined;
	cases: readonly Draft[];
	onChange(cases: Draft[]): void;
}

const MOST = 20;

export function OwnCases({ name, form, example, cases, onChange }: Props) {
	const placeholders = placeholdersOf(example, form);
	const change = (at: number, changes: Partial<Draft>) =>
		onChange(cases.map((one, index) => (index === at ? { ...one, ...changes } : one)));
	return (
		<div className="given">
			{cases.map((one, index) => (
				<OwnCase
					// biome-ignore lint/suspicious/noArrayIndexKey: cases have nothing else of their own
					key={index}
					number={index + 1}
					labels={labelsOf(form, name)}
					form={form}
					draft={one}
					placeholders={placeholders}
					onChange={(changes) => change(index, changes)}
					onRemove={() => onChange(cases.filter((_, at) => at !== index))}
				/>
			))}
			<div className="row">
				{cases.length < MOST && (
					<Button onClick={() => onChange([...cases, { args: "", expected: "" }])}>{t`Add a case`}</Button>
				)}
				<span className="small muted">{t`They run with Test. Without an expected result, what is returned is shown.`}</span>
			</div>
		</div>
	);
}

function labelsOf(form: Form, name: string): readonly [string, string] {
	if (form === "program") return [t`Input`, t`Expected output, if you like`];
	if (form === "class") return [t`Calls, one a line`, t`Expected results as a list, if you like`];
	return [t`Arguments of ${name}, as JSON`, t`Expected, if you like`];
}

function placeholdersOf(example: Case | undefined, form: Form): readonly [string, string] {
	if (!example || example.hidden) return ["", ""];
	if (form === "program") return [`${example.stdin ?? ""}`, `${example.stdout ?? ""}`];
	const expected = abridged(example.expected ?? null);
	if (form === "class")
		return [(example.calls ?? []).map(([method, args]) => callText(method, args)).join("\n"), expected];
	return [(example.args ?? Object.values(example.named ?? {})).map(abridged).join(", "), expected];
}

interface CaseProps {
	number: number;
	labels: readonly [string, string];
	form: Form;
	draft: Draft;
	placeholders: readonly [string, string];
	onChange(changes: Partial<Draft>): void;
	onRemove(): void;
}

function OwnCase({ number, labels, form, draft, placeholders, onChange, onRemove }: CaseProps) {
	const id = useId();
	const { argsError, expectedError } = parseCase(draft, form);
	const part = (key: keyof Draft, label: string, placeholder: string, error: string | undefined, rows: number) => {
		const field = {
			id: `${id}-${key}`,
			className: "input",
			autoComplete: "off",
			autoCapitalize: "off",
			spellCheck: false,
			placeholder,
			value: draft[key],
			"aria-invalid": error !== undefined,
			"aria-describedby": error && `${id}-${key}-error`,
			onChange: ({ target }: { target: { value: string } }) => onChange({ [key]: target.value }),
		};
		return (
			<div className="given-field">
				<label className="small muted" htmlFor={field.id}>
					{label}
				</label>
				{rows > 1 ? <textarea {...field} rows={rows} /> : <input {...field} />}
				{error && (
					<span className="small bad-text" id={`${id}-${key}-error`}>
						{error}
					</span>
				)}
			</div>
		);
	};
	const rows = form === "function" ? 1 : 3;
	return (
		<fieldset className="given-case">
			<legend className="small">{t`Own case ${number}`}</legend>
			{part("args", labels[0], placeholders[0], argsError, rows)}
			{part("expected", labels[1], placeholders[1], expectedError, form === "program" ? rows : 1)}
			<Button kind="quiet" onClick={onRemove} aria-label={t`Remove own case ${number}`}>{t`Remove`}</Button>
		</fieldset>
	);
}
