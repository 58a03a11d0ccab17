// Which question's code the replay shows, where each had its own.
import { t } from "@lingui/core/macro";
import type { PadName } from "../../room/desk/pads";
import type { ReplayPad } from "./pads";
import "../../styles/pads.css";

interface Props {
	pads: readonly ReplayPad[];
	shown: PadName;
	onChoose(name: PadName): void;
}

export function PadChoice({ pads, shown, onChoose }: Props) {
	const titles = pads.find(({ name }) => name === shown)?.titles ?? [];
	return (
		<div className="pads">
			{pads.length > 1 && (
				<nav className="pads-tabs" aria-label={t`Code by question`}>
					{pads.map(({ name }, index) => {
						const number = index + 1;
						return (
							<button key={name} type="button" aria-pressed={name === shown} onClick={() => onChoose(name)}>
								{t`Question ${number}`}
							</button>
						);
					})}
				</nav>
			)}
			{titles.length > 0 && <bdi className="small muted">{titles.join(" · ")}</bdi>}
		</div>
	);
}
