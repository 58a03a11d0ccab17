// Changes of the whiteboard in the shared document. Each writes as little as it can: a move is two numbers.
import * as Y from "yjs";
import { areaOf, byIdOf, endsOf, isConnector, isOn, type Point } from "./geometry";
import { type Board, FARTHEST, type Mark, MOST_MARKS, mapsOf, plain, read, within } from "./marks";

/** The fields of a mark that are written; "" in `from` and `to` takes the end off. */
export type Fields = Readonly<Record<string, number | string>>;
export type Changes = ReadonlyMap<string, Fields>;

// A number takes three bytes; the whole document, code included, may have 896 KiB.
const MOST_NUMBERS = 60_000;
const NEAR = 4;

/** Begins a stroke. Returns it for `extend`, or null when the board is full. */
export function begin(board: Board, x: number, y: number, colour: number, width: number): Y.Array<number> | null {
	if (isFull(board)) return null;
	const points = new Y.Array<number>();
	points.push([far(x), far(y)]);
	push(board, { kind: "stroke", colour, width, points });
	return points;
}

/** Extends a stroke to a point, unless the point is too close to its end. `near` is how close that is. */
export function extend(points: Y.Array<number>, x: number, y: number, near = NEAR): void {
	const [nextX, nextY] = [far(x), far(y)];
	const [lastX, lastY] = points.slice(-2) as [number, number];
	if (Math.hypot(nextX - lastX, nextY - lastY) >= near) points.push([nextX, nextY]);
}

/** Writes a label, the text of older clients. */
export function write(board: Board, x: number, y: number, colour: number, text: string): boolean {
	if (isFull(board)) return false;
	push(board, { kind: "label", colour, x: far(x), y: far(y), text });
	return true;
}

/** Adds a mark with a name of its own, above all others, and returns its key; null when the board is full. */
export function add(board: Board, fields: Fields): string | null {
	if (isFull(board)) return null;
	const id = newId();
	push(board, { ...cleaned(fields), id });
	return id;
}

function push(board: Board, fields: Record<string, unknown>): void {
	const z = Math.max(0, ...read(board).map((one) => one.z));
	board.push([new Y.Map<unknown>(Object.entries(z > 0 ? { ...fields, z } : fields))]);
}

/** Removes what is not written: ends that stick to nothing. */
function cleaned(fields: Fields): Record<string, number | string> {
	const isLoose = (name: string) => /^[ft][xy]$/.test(name) && !fields[name.startsWith("f") ? "from" : "to"];
	return Object.fromEntries(
		Object.entries(fields)
			.filter(([name, value]) => value !== "" && !isLoose(name))
			.map(([name, value]) => [name, tidy(value)]),
	);
}

function tidy(value: number | string): number | string {
	return typeof value === "number" ? far(value) : (plain(value) ?? "");
}

export function far(value: number): number {
	return within(value, -FARTHEST, FARTHEST, 0);
}

function newId(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => (one % 36).toString(36)).join("");
}

/** Sets fields of marks, by key; of what is so already, nothing. */
export function set(board: Board, changes: Changes): void {
	const maps = mapsOf(board);
	for (const [key, fields] of changes) {
		const map = maps.get(key);
		if (!map) continue;
		for (const [name, value] of Object.entries(fields)) {
			const now = tidy(value);
			if (now === "" && name !== "text") map.delete(name);
			else if (map.get(name) !== now) map.set(name, now);
		}
	}
}

/** Removes marks by key. Arrows that stick to one of them stay where they are. */
export function remove(board: Board, keys: ReadonlySet<string>): void {
	const marks = read(board);
	set(board, loosened(marks, keys));
	const gone = new Set([...mapsOf(board)].flatMap(([key, map]) => (keys.has(key) ? [map] : [])));
	for (let index = board.length - 1; index >= 0; index -= 1) if (gone.has(board.get(index))) board.delete(index);
}

/** Returns the fields of arrows whose ends lose what they stick to. */
function loosened(marks: readonly Mark[], keys: ReadonlySet<string>): Changes {
	const byId = byIdOf(marks);
	const isGone = (id: string) => keys.has(byId.get(id)?.key ?? "");
	return new Map(
		marks.filter(isConnector).flatMap((mark) => {
			if (keys.has(mark.key) || !(isGone(mark.from) || isGone(mark.to))) return [];
			const loose = { ...(isGone(mark.from) && { from: "" }), ...(isGone(mark.to) && { to: "" }) };
			return [[mark.key, { ...placed(...endsOf(mark, byId)), ...loose }] as const];
		}),
	);
}

/** Returns the fields of an arrow or line between two points. */
export function placed(start: Point, end: Point): Fields {
	return { x: start.x, y: start.y, w: end.x - start.x, h: end.y - start.y };
}

/** Removes every mark near a point. */
export function eraseAt(board: Board, x: number, y: number, reach: number): void {
	const marks = read(board);
	const byId = byIdOf(marks);
	const touched = marks.filter((one) => isOn(one, byId, { x, y }, reach));
	if (touched.length > 0) remove(board, new Set(touched.map((one) => one.key)));
}

/** Puts marks above or below all others, in the order they have. */
export function layer(board: Board, keys: ReadonlySet<string>, to: "front" | "back"): void {
	const marks = read(board);
	const [lowest, highest] = [Math.min(...marks.map((one) => one.z)), Math.max(...marks.map((one) => one.z))];
	const chosen = marks.filter((one) => keys.has(one.key));
	const first = to === "front" ? highest + 1 : lowest - chosen.length;
	set(board, new Map(chosen.map((one, at) => [one.key, { z: first + at }])));
}

/** Adds copies of marks, moved by a distance, and returns their keys. Arrows among them stick to the copies. */
export function paste(board: Board, copied: readonly Mark[], byId: ReadonlyMap<string, Mark>, by: number): string[] {
	const ids = new Map(copied.flatMap((one) => (one.id ? [[one.id, newId()] as const] : [])));
	const keys: string[] = [];
	for (const mark of copied) {
		if (isFull(board)) break;
		const id = ids.get(mark.id) ?? newId();
		const { key: _, z: __, ...own } = { ...mark, ...moveOf(mark, by, by), id };
		if (mark.kind === "stroke") push(board, { ...own, points: Y.Array.from([...mark.points]) });
		else push(board, cleaned({ ...(own as unknown as Fields), ...endsOfCopy(mark, byId, ids, by) }));
		keys.push(id);
	}
	return keys;
}

function endsOfCopy(mark: Mark, byId: ReadonlyMap<string, Mark>, ids: ReadonlyMap<string, string>, by: number): Fields {
	if (!isConnector(mark)) return {};
	const [start, end] = endsOf(mark, byId);
	const to = placed({ x: start.x + by, y: start.y + by }, { x: end.x + by, y: end.y + by });
	return { ...to, from: ids.get(mark.from) ?? "", to: ids.get(mark.to) ?? "" };
}

/** Returns the fields of a mark that is moved. An end that sticks stays with what it sticks to. */
export function moveOf(mark: Mark, x: number, y: number): { x: number; y: number } {
	return { x: far(mark.x + x), y: far(mark.y + y) };
}

/** Returns the fields of a mark when the area it is in becomes another one. */
export function resizeOf(mark: Mark, byId: ReadonlyMap<string, Mark>, from: Area, to: Area): Fields {
	const [byX, byY] = [from.w ? to.w / from.w : 1, from.h ? to.h / from.h : 1];
	const area = areaOf(mark, byId);
	const x = to.x + (area.x - from.x) * byX;
	const y = to.y + (area.y - from.y) * byY;
	if (mark.kind === "text") return { x, y, size: within(mark.size * byY, 8, 400, mark.size) };
	if (mark.kind === "label") return { x, y: y + (mark.y - area.y) };
	if (isConnector(mark))
		return { x: to.x + (mark.x - from.x) * byX, y: to.y + (mark.y - from.y) * byY, w: mark.w * byX, h: mark.h * byY };
	const size = { w: Math.max(1, area.w * byX), h: Math.max(1, area.h * byY) };
	if (mark.kind === "stroke") return { x: mark.x + x - area.x, y: mark.y + y - area.y, ...size };
	return { x, y, ...size };
}

type Area = ReturnType<typeof areaOf>;

export function isFull(board: Board): boolean {
	if (board.length >= MOST_MARKS) return true;
	let numbers = 0;
	for (const one of board.toArray()) {
		const points = one instanceof Y.Map ? one.get("points") : null;
		numbers += 20 + (points instanceof Y.Array ? points.length : 0);
	}
	return numbers > MOST_NUMBERS;
}
