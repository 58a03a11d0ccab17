// The code at one moment of the replay, with line numbers; the latest change is marked and kept in view.
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";

export function Code({ text }: { text: string }) {
	const before = useRef("");
	const place = useRef<HTMLElement>(null);
	const lines = text.split("\n");
	const changed = firstDifference(before.current.split("\n"), lines);
	useEffect(() => {
		before.current = text;
		place.current?.querySelector(".changed")?.scrollIntoView({ block: "nearest" });
	}, [text]);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: long code is scrolled by keyboard too
		<section className="replay-code" ref={place} tabIndex={0} aria-label={t`The code at this moment`}>
			{text === "" ? (
				<p className="muted replay-nothing">{t`Nothing is written yet.`}</p>
			) : (
				<ol>
					{lines.map((line, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
						<li key={index} className={index === changed ? "changed" : undefined}>
							{line || "\u00a0"}
						</li>
					))}
				</ol>
			)}
		</section>
	);
}

/** The first line that differs; -1 for none. */
function firstDifference(before: readonly string[], now: readonly string[]): number {
	const found = now.findIndex((line, index) => line !== before[index]);
	if (found >= 0) return found;
	return before.length > now.length ? now.length - 1 : -1;
}
