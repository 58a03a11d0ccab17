// The last runs of both, newest first. Choosing one shows it, and what it has changed.
import { t } from "@lingui/core/macro";
import { clock } from "../../ui/time";
import { languageName } from "../desk/languages";
import type { ShownRun } from "./shown";
import { isGood, ran } from "./words";

interface Props {
	all: readonly ShownRun[];
	chosen: string | null;
	nameOf(run: ShownRun): string;
	onChoose(id: string | null): void;
}

export function History({ all, chosen, nameOf, onChoose }: Props) {
	return (
		<ol className="output-runs small" reversed>
			{[...all].reverse().map((one) => {
				const good = isGood(one.run);
				const isChosen = one.id === chosen;
				return (
					<li key={`${one.userId} ${one.id}`}>
						<button
							type="button"
							className="output-run"
							aria-pressed={isChosen}
							onClick={() => onChoose(isChosen ? null : one.id)}
						>
							<span className={good === null ? "muted" : good ? "good-text" : "bad-text"} aria-hidden="true">
								{good === null ? "•" : good ? "✓" : "✗"}
							</span>
							<span className="numbers muted">{clock(one.at)}</span>
							<strong>{nameOf(one)}</strong>
							<span className="muted">{languageName(one.run.language)}</span>
							<span>{one.isRunning ? t`Running …` : ran(one.run)}</span>
						</button>
					</li>
				);
			})}
		</ol>
	);
}
