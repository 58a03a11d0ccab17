// The table of `console.table`, as Node draws it.
import { inspect } from "./inspect";
import { create, hasOwn, isArray, keys, max, objectTag, repeat } from "./intrinsics";

const [INDEX, ITERATION, KEY, VALUES] = ["(index)", "(iteration index)", "Key", "Values"];
// Code points that take two columns; and what takes none.
const WIDE: readonly (readonly [number, number])[] = [
	[0x1100, 0x115f],
	[0x2e80, 0x3247],
	[0x3250, 0x4dbf],
	[0x4e00, 0xa4c6],
	[0xa960, 0xa97c],
	[0xac00, 0xd7a3],
	[0xf900, 0xfaff],
	[0xfe10, 0xfe19],
	[0xfe30, 0xfe6b],
	[0xff01, 0xff60],
	[0xffe0, 0xffe6],
	[0x1f300, 0x1f64f],
	[0x1f900, 0x1f9ff],
	[0x20000, 0x3fffd],
];
const testsMark = /^\p{Mark}$/u;
const isMark = RegExp.prototype.test.bind(testsMark);
const codePoint = Function.prototype.call.bind(String.prototype.codePointAt) as (text: string, at: number) => number;
const forEach = Function.prototype.call.bind(Map.prototype.forEach) as (
	map: unknown,
	each: (value: unknown, key: unknown) => void,
) => void;
const forEachOf = Function.prototype.call.bind(Set.prototype.forEach) as (
	set: unknown,
	each: (value: unknown) => void,
) => void;

interface Column {
	head: string;
	cells: Record<number, string>;
}

function width(text: string): number {
	let columns = 0;
	for (let at = 0; at < text.length; at++) {
		const point = codePoint(text, at);
		if (point > 0xffff) at++;
		columns += widthOf(point);
	}
	return columns;
}

function widthOf(point: number): number {
	for (let index = 0; index < WIDE.length; index++) {
		if (point >= WIDE[index]![0] && point <= WIDE[index]![1]) return 2;
	}
	return point > 0x2ff && (point === 0x200b || isMark(String.fromCodePoint(point))) ? 0 : 1;
}

function cell(value: unknown): string {
	const isLarge = typeof value === "object" && value !== null && !isArray(value) && keys(value).length > 2;
	return inspect(value, { depth: isLarge ? -1 : 0, maxArrayLength: 3, breakLength: Number.POSITIVE_INFINITY });
}

function columnsOf(data: object, wanted: readonly string[] | undefined): { columns: Column[]; rows: number } {
	const tag = objectTag(data);
	const iteration: Column = { head: ITERATION, cells: create(null) };
	const key: Column = { head: KEY, cells: create(null) };
	const values: Column = { head: VALUES, cells: create(null) };
	let rows = 0;
	if (tag === "[object Map]") {
		forEach(data, (value, name) => {
			iteration.cells[rows] = `${rows}`;
			key.cells[rows] = cell(name);
			values.cells[rows++] = cell(value);
		});
		return { columns: [iteration, key, values], rows };
	}
	const isIterator = tag === "[object Map Iterator]" || tag === "[object Set Iterator]";
	if (tag === "[object Set]" || isIterator) {
		const add = (value: unknown) => {
			iteration.cells[rows] = `${rows}`;
			values.cells[rows++] = cell(value);
		};
		if (isIterator) forEachOf(new Set(data as Iterable<unknown>), add);
		else forEachOf(data, add);
		return { columns: [iteration, values], rows };
	}
	return columnsOfObject(data as Record<string, unknown>, wanted, values);
}

function columnsOfObject(data: Record<string, unknown>, wanted: readonly string[] | undefined, values: Column) {
	const index: Column = { head: INDEX, cells: create(null) };
	const columns: Column[] = [index];
	const byName: Record<string, Column | undefined> = create(null);
	const names = keys(data);
	let isWithPrimitives = false;
	for (let row = 0; row < names.length; row++) {
		index.cells[row] = names[row]!;
		const item = data[names[row]!];
		if (item === null || (typeof item !== "object" && typeof item !== "function")) {
			isWithPrimitives = true;
			values.cells[row] = cell(item);
			continue;
		}
		const heads = wanted ?? keys(item);
		for (let at = 0; at < heads.length; at++) {
			const head = heads[at]!;
			let column = byName[head];
			if (!column) {
				column = { head, cells: create(null) };
				byName[head] = column;
			}
			if (hasOwn(item, head)) column.cells[row] = cell((item as Record<string, unknown>)[head]);
		}
	}
	const heads = keys(byName);
	for (let at = 0; at < heads.length; at++) columns[columns.length] = byName[heads[at]!]!;
	if (isWithPrimitives) columns[columns.length] = values;
	return { columns, rows: names.length };
}

/** Draws what `data` holds, of objects only the columns that are named; null if it is no object. */
export function tableText(data: unknown, wanted?: readonly string[]): string | null {
	if (typeof data !== "object" || data === null) return null;
	const { columns, rows } = columnsOf(data, wanted);
	const widths: number[] = [];
	for (let at = 0; at < columns.length; at++) {
		const { head, cells } = columns[at]!;
		let widest = width(head);
		for (let row = 0; row < rows; row++) widest = max(widest, width(cells[row] ?? ""));
		widths[at] = widest + 2;
	}
	const rule = (left: string, middle: string, right: string) => {
		let line = left;
		for (let at = 0; at < widths.length; at++) line += (at > 0 ? middle : "") + repeat("─", widths[at]!);
		return line + right;
	};
	const row = (text: (column: Column) => string) => {
		let line = "│";
		for (let at = 0; at < columns.length; at++) {
			const shown = text(columns[at]!);
			line += ` ${shown}${repeat(" ", widths[at]! - width(shown) - 1)}│`;
		}
		return line;
	};
	let drawn = `${rule("┌", "┬", "┐")}\n${row(({ head }) => head)}\n${rule("├", "┼", "┤")}\n`;
	for (let at = 0; at < rows; at++) drawn += `${row(({ cells }) => cells[at] ?? "")}\n`;
	return drawn + rule("└", "┴", "┘");
}
