// All of a whiteboard as the room would draw it, and in words for screen readers. Nothing can be changed.
import { BoardList } from "./BoardList";
import { inWords } from "./describing";
import type { Mark } from "./marks";
import { Picture } from "./Picture";
import { firstSeen } from "./useScreen";

export function WholeBoard({ marks }: { marks: readonly Mark[] }) {
	const seen = firstSeen(marks);
	return (
		<>
			<div className="board-surface">
				<svg viewBox={`${seen.x} ${seen.y} ${seen.w} ${seen.h}`} role="img" aria-label={inWords(marks)}>
					<Picture marks={marks} seen={seen} />
				</svg>
			</div>
			<BoardList marks={marks} />
		</>
	);
}
