// Runs SQL in this worker, each program in a new database: PostgreSQL where it is installed, else SQLite.
import { serve } from "../engine";
import { tryStatements } from "./sql/cases";
import { type Outcome, StatementError } from "./sql/database";
import { openPostgres } from "./sql/postgres";
import { openSqlite } from "./sql/sqlite";
import { box } from "./sql/table";

serve(async ({ code, setup, tests, host, files }, { output, loading, running, trying, tried }) => {
	const complain = (text: string) => output.print("stderr", text);
	const open = () => (files["pglite.wasm"] ? openPostgres(files, complain) : openSqlite(host));
	if (tests) {
		running();
		trying();
		return await tryStatements(code, setup, tests, open, tried, inWords);
	}
	loading();
	const database = await open();
	running();
	try {
		await database.run(setup, () => undefined);
		await database.run(code, (outcome) => output.print("stdout", shown(outcome)));
		return 0;
	} catch (error) {
		complain(`${inWords(error)}\n`);
		return 1;
	} finally {
		database.close();
	}
});

function shown({ rows, changed }: Outcome): string {
	const table = rows && rows.texts.length > 0 ? box(rows.columns, rows.texts) : "";
	const note = rows && !table ? "(no rows)\n" : "";
	return `${table}${note}${changed ? `(${changed.count} ${changed.count === 1 ? "row" : "rows"} ${changed.how})\n` : ""}`;
}

function inWords(error: unknown): string {
	if (error instanceof StatementError) return `Line ${error.line}: ${error.message}`;
	return error instanceof Error ? error.message : String(error);
}
