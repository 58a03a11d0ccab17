// The tabs of the desk: code and whiteboard.
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
		<nav className="desk-sides" aria-label="Editor or whiteboard">
			<button type="button" aria-pressed={side === "code"} onClick={() => onSide("code")}>
				Editor
			</button>
			<button type="button" aria-pressed={side === "board"} onClick={() => onSide("board")}>
				Whiteboard
				{boardNote && side === "code" && (
					<span className="side-dot">
						<span className="visually-hidden">{boardNote}</span>
					</span>
				)}
			</button>
		</nav>
	);
}
