// Parts of a question revealed one at a time, since a hint given too early can't be taken back.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button } from "../../ui/Button";
import { hintParts } from "./examples";
import { Markdown } from "./Markdown";

interface Props {
	/** "Hint 1 of 3", the name of a part. */
	title(number: number, of: number): string;
	items: readonly string[] | null | undefined;
}

export function Steps({ title, items }: Props) {
	const [shown, setShown] = useState(0);
	if (!items || items.length === 0) return null;
	return (
		<div className="reveal">
			<ol aria-live="polite">
				{items.slice(0, shown).map((text, index) => (
					<li key={text}>
						<span className="small muted">{title(index + 1, items.length)}</span>
						<Step text={text} />
					</li>
				))}
			</ol>
			{shown < items.length && <Button onClick={() => setShown(shown + 1)}>{title(shown + 1, items.length)}</Button>}
		</div>
	);
}

/** A hint to give, and apart from it what shows that it has helped. */
function Step({ text }: { text: string }) {
	const { hint, lookFor } = hintParts(text);
	return (
		<>
			<Markdown text={hint} />
			{lookFor && (
				<div className="look-for small">
					<strong>{t`Look for`}</strong>
					<Markdown text={lookFor} />
				</div>
			)}
		</>
	);
}
