// For how long this site keeps what an interview leaves behind, in its own numbers where it says them.
import { t } from "@lingui/core/macro";
import { inDays, useRetention } from "../retention";

/** What is told, by the names of `retention` in GET /config. */
const KINDS = [
	["chat", t`Chat`],
	["document", t`Code and whiteboard`],
	["runs", t`Runs`],
	["notes", t`Your notes`],
	["feedback", t`Feedback`],
	["reports", t`Reports`],
] as const;

export function Kept() {
	const days = useRetention();
	const told = KINDS.flatMap(([kind, name]) => (days[kind] === undefined ? [] : [[name, days[kind]] as const]));
	// Servers that keep everything don't say so.
	if (told.length === 0) return t`As long as this site keeps interviews. The page on privacy has the details.`;
	return (
		<ul>
			{told.map(([name, count]) => (
				<li key={name}>
					{name}: {inDays(count)}
				</li>
			))}
		</ul>
	);
}
