// Renders the whiteboard as a picture: below the drawing surface in the room, and alone in the replay.
import { plural, t } from "@lingui/core/macro";
import { memo } from "react";
import { HEIGHT, type Label, type Mark, pathOf, type Stroke, WIDTH } from "./marks";
import "../../styles/board.css";
import { isolated } from "../../ui/names";

export const VIEW = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "xMidYMin meet" } as const;

export function Picture({ marks }: { marks: readonly Mark[] }) {
	return (
		<>
			<rect className="board-paper" width={WIDTH} height={HEIGHT} />
			{marks.map((mark) =>
				mark.kind === "stroke" ? <Line key={mark.id} {...shape(mark)} /> : <Words key={mark.id} {...mark} />,
			)}
		</>
	);
}

export function inWords(marks: readonly Mark[]): string {
	const labels = marks.flatMap((one) => (one.kind === "label" ? [one.text] : []));
	const strokes = marks.length - labels.length;
	if (marks.length === 0) return t`Nothing yet`;
	const drawn = plural(strokes, { one: "# stroke", other: "# strokes" });
	const texts = labels.map(isolated).join(", ");
	return labels.length > 0 ? t`${drawn}; labels: ${texts}` : drawn;
}

function shape({ colour, width, points }: Stroke) {
	return { colour, width, path: pathOf(points) };
}

const Line = memo(function Line({ colour, width, path }: { colour: number; width: number; path: string }) {
	return <path className={`board-ink ink-${colour}`} d={path} strokeWidth={width} />;
});

const Words = memo(function Words({ colour, x, y, text }: Label) {
	return (
		<text className={`board-words ink-${colour}`} x={x} y={y}>
			{text}
		</text>
	);
});
