// The events of an interview in order. Those still to come are pale, and selecting one jumps to it.
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { pieces } from "../../room/chat/chatText";
import { countdown } from "../../ui/time";
import type { Line } from "./happenings";

interface Props {
	lines: Line[];
	from: number;
	at: number;
	onJump(moment: number): void;
}

export function Timeline({ lines, from, at, onJump }: Props) {
	const list = useRef<HTMLOListElement>(null);
	const current = lines.filter((line) => line.at <= at).length - 1;
	useEffect(() => {
		const [box, item] = [list.current, list.current?.children[current]];
		// The list alone is scrolled: the page stays where it is.
		if (box && item instanceof HTMLElement) box.scrollTo({ top: item.offsetTop - box.clientHeight / 2 });
	}, [current]);
	return (
		<section className="replay-lines card" aria-label={t`What happened`}>
			<h2>{t`What happened`}</h2>
			{lines.length === 0 && <p className="muted">{t`Nothing was said, and no code was run.`}</p>}
			<ol ref={list}>
				{lines.map((line, index) => (
					<li key={`${line.at}-${line.text}`}>
						<button
							type="button"
							className={`replay-line ${line.kind} ${index > current ? "ahead" : ""}`}
							aria-current={index === current ? "step" : undefined}
							onClick={() => onJump(line.at)}
						>
							<span className="numbers muted small">{countdown((line.at - from) / 1000)}</span>
							<span className="replay-words">
								{line.who && <strong>{line.who} </strong>}
								<bdi>{line.kind === "talk" ? <Said text={line.text} /> : line.text}</bdi>
							</span>
						</button>
					</li>
				))}
			</ol>
		</section>
	);
}

/** A line of chat with its code. It is within a button, which can hold no links. */
function Said({ text }: { text: string }) {
	return pieces(text).map((one, index) => {
		const key = `${index}`;
		return one.kind === "code" || one.kind === "block" ? <code key={key}>{one.text}</code> : one.text;
	});
}
