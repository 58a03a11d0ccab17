// The marks of a whiteboard of which only a copy is left: plain values, as they were in the document. Pure.
import * as Y from "yjs";
import { type Board, type Mark, read } from "./marks";

/** Returns the marks that can be drawn, bottom first: by the same rules as on the whiteboard itself. */
export function marksOf(shapes: readonly unknown[]): Mark[] {
	const board = new Y.Doc().getArray<unknown>("board");
	board.push(shapes.filter(isRecord).map(mapOf));
	return read(board as Board);
}

function isRecord(shape: unknown): shape is Record<string, unknown> {
	return typeof shape === "object" && shape !== null && !Array.isArray(shape);
}

function mapOf(shape: Record<string, unknown>): Y.Map<unknown> {
	return new Y.Map(
		Object.entries(shape).map(([name, value]) => [name, Array.isArray(value) ? Y.Array.from(value) : value]),
	);
}
