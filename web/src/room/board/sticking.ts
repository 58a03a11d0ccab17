// Where the ends of an arrow stick when it is drawn, moved, or made by keyboard. Pure.
import { areaOf, type ById, type Point, shareIn, type Target, targetAt } from "./geometry";
import type { Mark } from "./marks";
import { type Fields, placed } from "./writing";

interface Scene {
	marks: readonly Mark[];
	byId: ById;
}

/** Returns the fields of an arrow's end at a point: what it sticks to, and where. */
export function stuck({ marks, byId }: Scene, end: "from" | "to", at: Point, reach: number): Fields {
	const mark = targetAt(marks, byId, at, reach);
	const letter = end === "from" ? "f" : "t";
	const { x, y } = mark ? shareIn(areaOf(mark, byId), at) : { x: 500, y: 500 };
	return { [end]: mark?.id ?? "", [`${letter}x`]: x, [`${letter}y`]: y };
}

/** Returns the fields of an arrow from the middle of one mark to the middle of another. */
export function between(from: Target, to: Target, byId: ById): Fields {
	const [start, end] = [from, to].map((one) => {
		const { x, y, w, h } = areaOf(one, byId);
		return { x: x + w / 2, y: y + h / 2 };
	}) as [Point, Point];
	return { ...placed(start, end), from: from.id, fx: 500, fy: 500, to: to.id, tx: 500, ty: 500 };
}
