// The tabs of the desk: code and whiteboard.
import { t } from "@lingui/core/macro";
import "../../styles/sides.css";

export type DeskTab = "code" | "board";

interface Props {
	side: DeskTab;
	onSide(side: DeskTab): void;
	/** A note on the whiteboard's contents, for screen readers, while it is hidden. */
	boardNote: string | null;
}

export function DeskTabs({ side, onSide, boardNote }: Props) {
	return (
		<nav className="desk-sides" aria-label={t`Editor or whiteboard`}>
			<button type="button" aria-pressed={side === "code"} onClick={() => onSide("code")}>{t`Editor`}</button>
			<button type="button" aria-pressed={side === "board"} onClick={() => onSide("board")}>
				{t`Whiteboard`}
				{boardNote && side === "code" && (
					<span className="side-dot">
						<span className="visually-hidden">{boardNote}</span>
					</span>
				)}
			</button>
		</nav>
	);
}
