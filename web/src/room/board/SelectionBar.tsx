// What can be done with the selection, for those who use no keys.
import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { bring, chosenOf, connect, duplicate, label, removeChosen } from "./commands";
import type { Easel } from "./easel";
import { isTarget } from "./geometry";

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
		</fieldset>
	);
}
