// Test cases of a person's own, which run after those of the question.
import { t } from "@lingui/core/macro";
import { useId } from "react";
import { Button } from "../../ui/Button";
import { type Draft, parseCase } from "./ownCases";

interface Props {
	/** Of the function that is called. */
	name: string;
	example: { args: readonly unknown[]; expected: unknown } | undefined;
	cases: readonly Draft[];
	onChange(cases: Draft[]): void;
}

const MOST = 20;

export function OwnCases({ name, example, cases, onChange }: Props) {
	const shownArgs = example?.args.map((one) => JSON.stringify(one)).join(", ") ?? "";
	const change = (at: number, changes: Partial<Draft>) =>
		onChange(cases.map((one, index) => (index === at ? { ...one, ...changes } : one)));
	return (
		<div className="given">
			{cases.map((one, index) => (
				<OwnCase
					// biome-ignore lint/suspicious/noArrayIndexKey: cases have nothing else of their own
					key={index}
					number={index + 1}
					name={name}
					draft={one}
					placeholders={[shownArgs, example ? JSON.stringify(example.expected) : ""]}
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

interface CaseProps {
	number: number;
	name: string;
	draft: Draft;
	placeholders: readonly [string, string];
	onChange(changes: Partial<Draft>): void;
	onRemove(): void;
}

function OwnCase({ number, name, draft, placeholders, onChange, onRemove }: CaseProps) {
	const id = useId();
	const { argsError, expectedError } = parseCase(draft);
	const part = (key: keyof Draft, label: string, placeholder: string, error: string | undefined) => (
		<div className="given-field">
			<label className="small muted" htmlFor={`${id}-${key}`}>
				{label}
			</label>
			<input
				id={`${id}-${key}`}
				className="input"
				autoComplete="off"
				autoCapitalize="off"
				spellCheck={false}
				placeholder={placeholder}
				value={draft[key]}
				aria-invalid={error !== undefined}
				aria-describedby={error && `${id}-${key}-error`}
				onChange={(event) => onChange({ [key]: event.target.value })}
			/>
			{error && (
				<span className="small bad-text" id={`${id}-${key}-error`}>
					{error}
				</span>
			)}
		</div>
	);
	return (
		<fieldset className="given-case">
			<legend className="small">{t`Own case ${number}`}</legend>
			{part("args", t`Arguments of ${name}, as JSON`, placeholders[0], argsError)}
			{part("expected", t`Expected, if you like`, placeholders[1], expectedError)}
			<Button kind="quiet" onClick={onRemove} aria-label={t`Remove own case ${number}`}>{t`Remove`}</Button>
		</fieldset>
	);
}
