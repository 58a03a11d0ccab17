// What lies above the drawing and is no part of it: the selection with its handles, and where the peer points at.
import { type Area, areaOf, type ById, grown } from "./geometry";
import type { Mark } from "./marks";
import type { Pointer } from "./pointers";
import { handlesOf } from "./selecting";

interface Props {
	chosen: readonly Mark[];
	byId: ById;
	marquee: Area | null;
	pointers: readonly Pointer[];
	/** Pixels of a unit: all of this is as large at every zoom. */
	zoom: number;
}

export function Overlay({ chosen, byId, marquee, pointers, zoom }: Props) {
	const side = 10 / zoom;
	return (
		<>
			{chosen.map((mark) => (
				<Frame key={mark.key} className="board-chosen" area={grown(areaOf(mark, byId), 4 / zoom)} />
			))}
			{handlesOf(chosen, byId).map(({ name, x, y }) => (
				<rect
					key={name}
					className={`board-handle board-handle-${name}`}
					x={x - side / 2}
					y={y - side / 2}
					width={side}
					height={side}
				/>
			))}
			{marquee && <Frame className="board-marquee" area={marquee} />}
			{pointers.map(({ client, name, x, y }) => (
				<g key={client} className="board-pointer" transform={`translate(${x} ${y}) scale(${1 / zoom})`}>
					<path d="M0 0v17l4.5-4 3 7 3-1.3-3-6.7h6z" />
					<text x={16} y={26}>
						{name}
					</text>
				</g>
			))}
		</>
	);
}

function Frame({ area: { x, y, w, h }, className }: { area: Area; className: string }) {
	return <rect className={className} x={x} y={y} width={w} height={h} />;
}
