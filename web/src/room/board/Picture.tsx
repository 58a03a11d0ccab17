// Renders the whiteboard as a picture: below the drawing surface in the room, and alone in the replay.
import { createElement, memo } from "react";
import { neighborsOf, type Piece, piecesOf } from "./figures";
import { type Area, type ById, byIdOf } from "./geometry";
import type { Mark } from "./marks";
import "../../styles/board.css";

export function Picture({ marks, seen }: { marks: readonly Mark[]; seen: Area }) {
	const byId = byIdOf(marks);
	return (
		<>
			<rect className="board-paper" x={seen.x} y={seen.y} width={seen.w} height={seen.h} />
			{marks.map((mark) => {
				const [from, to] = neighborsOf(mark, byId);
				return <Figure key={mark.key} mark={mark} from={from} to={to} />;
			})}
		</>
	);
}

interface Props {
	mark: Mark;
	/** What its ends stick to. */
	from: Mark | undefined;
	to: Mark | undefined;
}

/** One mark. Drawn again only when it or what it sticks to has changed. */
const Figure = memo(function Figure({ mark, from, to }: Props) {
	const byId: ById = byIdOf([from, to].filter((one) => one !== undefined));
	return (
		<g className={`ink-${mark.colour}`} data-kind={mark.kind}>
			{piecesOf(mark, byId).map(element)}
		</g>
	);
});

function element({ tag, paint, attributes, text }: Piece, index: number) {
	const className = paint === "words" ? "board-words" : `board-ink board-${paint}`;
	return createElement(tag, { key: index, className, ...attributes }, text);
}
