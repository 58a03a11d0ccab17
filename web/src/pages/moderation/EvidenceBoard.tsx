// The whiteboard of a report, and how much of it can't be drawn.
import { plural } from "@lingui/core/macro";
import { useMemo } from "react";
import { marksOf } from "../../room/board/copied";
import { WholeBoard } from "../../room/board/WholeBoard";

export default function EvidenceBoard({ shapes }: { shapes: readonly unknown[] }) {
	const marks = useMemo(() => marksOf(shapes), [shapes]);
	const missing = shapes.length - marks.length;
	return (
		<>
			<div className="evidence-board">
				<WholeBoard marks={marks} />
			</div>
			{missing > 0 && (
				<p className="small">
					{plural(missing, { one: "# thing can’t be drawn.", other: "# things can’t be drawn." })}
				</p>
			)}
		</>
	);
}
