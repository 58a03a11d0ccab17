// Everything on the whiteboard as a list, for screen readers: what there is, and what connects it.
import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { listed } from "./describing";
import type { Mark } from "./marks";

export function BoardList({ marks }: { marks: readonly Mark[] }) {
	const lines = useMemo(() => listed(marks), [marks]);
	if (lines.length === 0) return null;
	return (
		<ul className="visually-hidden" aria-label={t`What is on the whiteboard`}>
			{lines.map(({ key, text }) => (
				<li key={key}>{text}</li>
			))}
		</ul>
	);
}
