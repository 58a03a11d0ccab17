// The whiteboard of a report, drawn as the room would draw it, and in words for screen readers.
import { plural } from "@lingui/core/macro";
import { useMemo } from "react";
import { BoardList } from "../../room/board/BoardList";
import { marksOf } from "../../room/board/copied";
import { inWords } from "../../room/board/describing";
import { Picture } from "../../room/board/Picture";
import { firstSeen } from "../../room/board/useScreen";

export default function EvidenceBoard({ shapes }: { shapes: readonly unknown[] }) {
	const marks = useMemo(() => marksOf(shapes), [shapes]);
	const seen = firstSeen(marks);
	const missing = shapes.length - marks.length;
	return (
		<>
			<div className="evidence-board">
				<div className="board-surface">
					<svg viewBox={`${seen.x} ${seen.y} ${seen.w} ${seen.h}`} role="img" aria-label={inWords(marks)}>
						<Picture marks={marks} seen={seen} />
					</svg>
				</div>
				<BoardList marks={marks} />
			</div>
			{missing > 0 && (
				<p className="small">
					{plural(missing, { one: "# thing can’t be drawn.", other: "# things can’t be drawn." })}
				</p>
			)}
		</>
	);
}
