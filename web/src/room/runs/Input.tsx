// What a program reads from standard input.
import { t } from "@lingui/core/macro";

const LONGEST = 65_536;

interface Props {
	value: string;
	onChange(text: string): void;
	/** Who sees it, too; without, nobody does. */
	peer?: string;
}

export function Input({ value, onChange, peer }: Props) {
	return (
		<div className="given">
			<textarea
				className="input"
				aria-label={t`Input of the program`}
				aria-describedby="stdin-hint"
				rows={3}
				maxLength={LONGEST}
				spellCheck={false}
				autoCapitalize="off"
				value={value}
				onChange={(event) => onChange(event.target.value)}
			/>
			<span className="small muted" id="stdin-hint">
				{peer === undefined
					? t`The program reads it from standard input.`
					: t`The program reads it from standard input. ${peer} sees it with the run.`}
			</span>
		</div>
	);
}
