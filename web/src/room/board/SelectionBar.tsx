// What can be done with the selection, for those who use no keys.
import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { bring, chosenOf, connect, duplicate, label, move, removeChosen, resize } from "./commands";
import type { Easel } from "./easel";
import { isTarget } from "./geometry";

const STEP = 40;
/** For those who can press but not drag. */
const WITHOUT_DRAGGING = [
	["←", t`Move left`, move, -STEP, 0],
	["→", t`Move right`, move, STEP, 0],
	["↑", t`Move up`, move, 0, -STEP],
	["↓", t`Move down`, move, 0, STEP],
	["+", t`Make larger`, resize, STEP, STEP],
	["−", t`Make smaller`, resize, -STEP, -STEP],
] as const;

export function SelectionBar({ easel }: { easel: Easel }) {
	const chosen = chosenOf(easel);
	const canLabel = chosen.length === 1 && chosen[0]?.kind !== "stroke";
	return (
		<fieldset className="row board-chosen-bar">
			<legend className="visually-hidden">{t`The selection`}</legend>
			{canLabel && <Button onClick={() => label(easel)}>{t`Text`}</Button>}
			{chosen.filter(isTarget).length === 2 && <Button onClick={() => connect(easel, null)}>{t`Connect`}</Button>}
			<Button onClick={() => duplicate(easel)}>{t`Duplicate`}</Button>
			<Button onClick={() => bring(easel, "front")}>{t`To front`}</Button>
			<Button onClick={() => bring(easel, "back")}>{t`To back`}</Button>
			<Button onClick={() => removeChosen(easel)}>{t`Delete`}</Button>
			{WITHOUT_DRAGGING.map(([sign, name, act, x, y]) => (
				<Button key={name} aria-label={name} title={name} onClick={() => act(easel, x, y, false)}>
					{sign}
				</Button>
			))}
		</fieldset>
	);
}
