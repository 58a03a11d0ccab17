// For how long this site keeps what an interview leaves behind, in its own numbers where it says them.
import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { readConfig } from "../../sockets/config";

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
	const { data } = useQuery({ queryKey: ["config"], queryFn: readConfig, staleTime: Number.POSITIVE_INFINITY });
	const days = retentionOf(data);
	const told = KINDS.flatMap(([kind, name]) => (days[kind] === undefined ? [] : [[name, days[kind]] as const]));
	if (told.length === 0) return t`As long as this site keeps interviews. The page on privacy has the details.`;
	return (
		<ul>
			{told.map(([name, count]) => (
				<li key={name}>
					{name}: {count === 0 ? t`as long as this site exists` : plural(count, { one: "# day", other: "# days" })}
				</li>
			))}
		</ul>
	);
}

/** Days by kind, 0 for good. Servers that keep everything don't say so. */
export function retentionOf(config: unknown): Record<string, number> {
	const { retention } = (config ?? {}) as { retention?: Record<string, unknown> };
	const known = Object.entries(retention ?? {}).filter((one): one is [string, number] => Number.isSafeInteger(one[1]));
	return Object.fromEntries(known);
}
