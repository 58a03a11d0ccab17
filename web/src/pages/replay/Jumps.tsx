// Buttons to what happened before and after the moment: passed tests, runs, swaps, lines of chat.
import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import type { Line } from "./happenings";
import type { Kind } from "./moments";
import { KEYS } from "./useReplayKeys";

interface Props {
	lines: readonly Line[];
	onGo(kind: Kind, isBack: boolean): void;
}

export function Jumps({ lines, onGo }: Props) {
	const kinds: readonly (readonly [kind: Kind, label: string, back: string, on: string])[] = [
		["passed", t({ message: "Tests passed", context: "moment" }), t`Previous: tests passed`, t`Next: tests passed`],
		["run", t({ message: "Run", context: "moment" }), t`Previous run`, t`Next run`],
		["swap", t`Swap`, t`Previous swap of the roles`, t`Next swap of the roles`],
		["chat", t`Chat`, t`Previous line of chat`, t`Next line of chat`],
	];
	const there = kinds.filter(([kind]) => lines.some((line) => line.kinds.includes(kind)));
	if (there.length === 0) return null;
	return (
		<fieldset className="replay-jumps">
			<legend className="visually-hidden">{t`Jump to`}</legend>
			{there.map(([kind, label, back, on]) => (
				<span key={kind} className="replay-jump">
					<Button aria-label={back} title={`${back} (${KEYS[kind].toUpperCase()})`} onClick={() => onGo(kind, true)}>
						‹
					</Button>
					<span aria-hidden="true">{label}</span>
					<Button aria-label={on} title={`${on} (${KEYS[kind]})`} onClick={() => onGo(kind, false)}>
						›
					</Button>
				</span>
			))}
		</fieldset>
	);
}
