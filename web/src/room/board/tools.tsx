// The tools of the whiteboard: its colors, and the text field for labels.
import { t } from "@lingui/core/macro";
import { type FormEvent, type RefObject, useId, useState } from "react";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { COLOURS, LONGEST_LABEL } from "./marks";

export function Colours({ value, onChange }: { value: number; onChange(colour: number): void }) {
	const options = COLOURS.map(
		(name, index) =>
			[
				String(index),
				<span key={name} className={`swatch ink-${index}`}>
					<span className="visually-hidden">{name}</span>
				</span>,
			] as const,
	);
	return (
		<Choice
			legend={t`Color`}
			hideLegend
			options={options}
			value={String(value)}
			onChange={(next) => onChange(Number(next))}
		/>
	);
}

interface LabelProps {
	aim: { x: number; y: number } | null;
	field: RefObject<HTMLInputElement | null>;
	onWrite(text: string): void;
}

export function LabelForm({ aim, field, onWrite }: LabelProps) {
	const [text, setText] = useState("");
	const id = useId();
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (!text.trim() || !aim) return;
		onWrite(text.trim());
		setText("");
	};
	if (!aim) return <p className="small muted board-label">{t`Choose a place on the board for the text.`}</p>;
	return (
		<form className="row board-label" onSubmit={submit}>
			<label className="visually-hidden" htmlFor={id}>{t`Text for the whiteboard`}</label>
			<input
				ref={field}
				id={id}
				className="input"
				maxLength={LONGEST_LABEL}
				value={text}
				onChange={(event) => setText(event.target.value)}
			/>
			<Button type="submit" kind="primary">{t`Put it there`}</Button>
		</form>
	);
}
