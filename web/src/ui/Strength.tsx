// How hard a new password is to guess, in words, while it is typed. What estimates it is loaded with the first key.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import type { estimate } from "./strengthEstimate";

interface Props {
	password: string;
	/** What else was typed into the form, which is easy to guess. */
	known: readonly string[];
}

const WORDS = [
	t`Strength: very easy to guess`,
	t`Strength: easy to guess`,
	t`Strength: fair`,
	t`Strength: good`,
	t`Strength: strong`,
] as const;

/** A hint only: the server decides which passwords it takes. Without the estimate, nothing is shown. */
export function Strength({ password, known }: Props) {
	const [ready, setReady] = useState<{ estimate: typeof estimate } | null>(null);
	const isWanted = password !== "";
	useEffect(() => {
		if (isWanted) import("./strengthEstimate").then(setReady, () => undefined);
	}, [isWanted]);
	const score = ready && isWanted ? ready.estimate(password, known) : null;
	return (
		<div className="strength small" role="status">
			{score !== null && (
				<>
					<meter min={0} max={5} low={2} high={3} optimum={5} value={score + 1} aria-hidden="true" />
					<span>{WORDS[score]}</span>
				</>
			)}
		</div>
	);
}
