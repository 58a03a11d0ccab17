// A choice among a few visible options: radio buttons with a style of their own.
import { type ReactNode, useId } from "react";

interface Props<T extends string> {
	legend: ReactNode;
	hideLegend?: boolean;
	options: readonly (readonly [value: NoInfer<T>, label: ReactNode])[];
	value: T | null;
	onChange(value: NoInfer<T>): void;
	even?: boolean;
	required?: boolean;
}

export function Choice<T extends string>({ legend, hideLegend, options, value, onChange, even, required }: Props<T>) {
	const name = useId();
	return (
		<fieldset>
			<legend className={hideLegend ? "visually-hidden" : undefined}>{legend}</legend>
			<div className={even ? "choice even" : "choice"}>
				{options.map(([key, label]) => (
					<label key={key}>
						<input
							type="radio"
							name={name}
							value={key}
							checked={value === key}
							required={required}
							onChange={() => onChange(key)}
						/>
						{label}
					</label>
				))}
			</div>
		</fieldset>
	);
}
