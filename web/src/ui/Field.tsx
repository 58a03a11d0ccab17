// A labeled field with its hint and error, linked for screen readers.
import { t } from "@lingui/core/macro";
import {
	type InputHTMLAttributes,
	type ReactNode,
	type TextareaHTMLAttributes,
	useEffect,
	useId,
	useState,
} from "react";
import { Button } from "./Button";

interface Shared {
	label: string;
	hideLabel?: boolean | undefined;
	hint?: ReactNode;
	error?: string | undefined;
}

function useNames({ hint, error }: Pick<Shared, "hint" | "error">) {
	const id = useId();
	useEffect(() => {
		// The first field that was refused: its error is read with its name, and can be mended at once.
		const field = error && document.getElementById(id);
		if (field && field.closest("form, dialog, main")?.querySelector("[aria-invalid=true]") === field) field.focus();
	}, [id, error]);
	const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
	return { id, aria: { "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined } };
}

function Around({ id, label, hideLabel, hint, error, children }: Shared & { id: string; children: ReactNode }) {
	return (
		<div className="field">
			<label htmlFor={id} className={hideLabel ? "visually-hidden" : undefined}>
				{label}
			</label>
			{children}
			{hint && (
				<div className="small muted" id={`${id}-hint`}>
					{hint}
				</div>
			)}
			{error && (
				<div className="field-error" id={`${id}-error`}>
					{/^[a-z]/.test(error) ? `${label} ${error}.` : error}
				</div>
			)}
		</div>
	);
}

export function Field({ label, hideLabel, hint, error, ...rest }: Shared & InputHTMLAttributes<HTMLInputElement>) {
	const { id, aria } = useNames({ hint, error });
	const Input = rest.type === "password" ? Password : "input";
	return (
		<Around {...{ id, label, hideLabel, hint, error }}>
			<Input id={id} className="input" dir="auto" {...aria} {...rest} />
		</Around>
	);
}

/** A password that can be shown, to check what was typed. */
function Password(rest: InputHTMLAttributes<HTMLInputElement>) {
	const [shown, setShown] = useState(false);
	return (
		<div className="password">
			<input {...rest} type={shown ? "text" : "password"} spellCheck={false} autoCapitalize="none" />
			<Button kind="quiet" icon={shown ? "eyeOff" : "eye"} aria-pressed={shown} onClick={() => setShown(!shown)}>
				<span className="visually-hidden">{t`Show the password`}</span>
			</Button>
		</div>
	);
}

export function TextField({
	label,
	hideLabel,
	hint,
	error,
	...rest
}: Shared & TextareaHTMLAttributes<HTMLTextAreaElement>) {
	const { id, aria } = useNames({ hint, error });
	return (
		<Around {...{ id, label, hideLabel, hint, error }}>
			<textarea id={id} className="input" dir="auto" rows={3} {...aria} {...rest} />
		</Around>
	);
}

interface SelectProps extends Shared {
	value: string;
	onChange(value: string): void;
	/** A label may be in another language than the page. */
	options: readonly (readonly [value: string, label: string, lang?: string])[];
}

export function Select({ label, hideLabel, hint, error, value, onChange, options }: SelectProps) {
	const { id, aria } = useNames({ hint, error });
	return (
		<Around {...{ id, label, hideLabel, hint, error }}>
			<select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)} {...aria}>
				{options.map(([key, text, lang]) => (
					<option key={key} value={key} lang={lang}>
						{text}
					</option>
				))}
			</select>
		</Around>
	);
}
