// SQLite, which is always there.
import initSqlJs, { type SqlJsStatic, type Statement } from "sql.js";
import wasmUrl from "sql.js/dist/sql-wasm-browser.wasm?url";
import { type Database, lineOf, type Outcome, StatementError, type Value } from "./database";

type Cell = string | number | bigint | Uint8Array | null;

let loaded: Promise<SqlJsStatic> | null = null;

/** Opens an empty database in memory. */
export async function openSqlite(host: string): Promise<Database> {
	loaded ??= initSqlJs({ locateFile: () => new URL(wasmUrl, host).href });
	const { Database: Sqlite } = await loaded;
	const db = new Sqlite();
	return {
		async run(script, done) {
			const statements = db.iterateStatements(script);
			for (let place = 0; ; place = script.length - statements.getRemainingSQL().length) {
				try {
					const { value: statement, done: isOver } = statements.next();
					if (isOver) return;
					done(outcomeOf(statement, () => db.getRowsModified()));
				} catch (error) {
					throw new StatementError(`Error: ${(error as Error).message}`, lineOf(script, place));
				}
			}
		},
		close: () => db.close(),
	};
}

function outcomeOf(statement: Statement, modified: () => number): Outcome {
	const columns = statement.getColumnNames();
	const cells: Cell[][] = [];
	// The package's types don't know its second argument.
	const row = statement.get.bind(statement) as unknown as (bind: null, how: { useBigInt: true }) => Cell[];
	while (statement.step()) cells.push(row(null, { useBigInt: true }));
	const how = changeOf(statement.getSQL());
	return {
		rows: columns.length === 0 ? undefined : { columns, values: cells.map(asJson), texts: cells.map(asTexts) },
		changed: how && { how, count: modified() },
	};
}

const CHANGES = { insert: "inserted", replace: "inserted", update: "updated", delete: "deleted" } as const;

/** Says how a statement changes rows, by its first word, or the first after what WITH defines. */
function changeOf(statement: string) {
	let text = statement.replace(/'[^']*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
	for (let before = ""; before !== text; ) {
		before = text;
		text = text.replace(/\([^()]*\)/g, " ");
	}
	const verb = /^\s*(?:with\b.*?\b)?(insert|replace|update|delete)\s+(?:or\s+\w+\s+)?(?:into|from|\w+|\[|`)/is.exec(
		text,
	)?.[1];
	return verb ? CHANGES[verb.toLowerCase() as keyof typeof CHANGES] : undefined;
}

function asJson(row: readonly Cell[]): Value[] {
	return row.map((cell) => {
		if (typeof cell === "bigint") return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
		return cell instanceof Uint8Array ? new TextDecoder().decode(cell) : cell;
	});
}

function asTexts(row: readonly Cell[]): string[] {
	return row.map((cell) => {
		if (cell === null) return "NULL";
		if (cell instanceof Uint8Array) return new TextDecoder().decode(cell);
		return typeof cell === "number" ? real(cell) : String(cell);
	});
}

/** Writes a floating-point number as SQLite does: with 15 digits, and never as an integer. */
export function real(value: number): string {
	if (!Number.isFinite(value)) return value > 0 ? "Inf" : "-Inf";
	const [digits = "", power = ""] = value.toExponential(14).split("e");
	const exponent = Number(power);
	if (exponent < -4 || exponent >= 15) {
		return `${tidy(digits)}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
	}
	return tidy(value.toFixed(14 - exponent));
}

/** Leaves one digit after the point at least, and else no zeros at the end. */
function tidy(digits: string): string {
	return digits.includes(".") ? digits.replace(/0+$/, "").replace(/\.$/, ".0") : `${digits}.0`;
}
