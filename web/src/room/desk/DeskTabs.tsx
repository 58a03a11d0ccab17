// The tabs of the desk: the shared code, code to read if the question has some, and the whiteboard.
import { t } from "@lingui/core/macro";
import "../../styles/sides.css";

export type DeskTab = "code" | "read" | "board";

interface Props {
	side: DeskTab;
	onSide(side: DeskTab): void;
	/** A note on the whiteboard's contents, for screen readers, while it is hidden. */
	boardNote: string | null;
	/** Whether the question has code to read. */
	hasCode: boolean;
}

export function DeskTabs({ side, onSide, boardNote, hasCode }: Props) {
	return (
		<nav className="desk-sides" aria-label={t`Editor or whiteboard`}>
			<button type="button" aria-pressed={side === "code"} onClick={() => onSide("code")}>{t`Editor`}</button>
			{hasCode && (
				<button type="button" aria-pressed={side === "read"} onClick={() => onSide("read")}>{t`Code to read`}</button>
			)}
			<button type="button" aria-pressed={side === "board"} onClick={() => onSide("board")}>
				{t`Whiteboard`}
				{boardNote && side !== "board" && (
					<span className="side-dot">
						<span className="visually-hidden">{boardNote}</span>
					</span>
				)}
			</button>
		</nav>
	);
}
