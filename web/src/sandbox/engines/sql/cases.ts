// Tries statements on the test cases of a question: the rows of the last query are compared with the expected ones.
import type { CaseResult, Tests } from "../../protocol";
import type { Database, Outcome, Rows } from "./database";
import { differenceOfRows } from "./rows";

/** Tries all cases, each in a new database with its tables, or those of the question. Returns 0 if all passed, else 1. */
export async function tryStatements(
	code: string,
	setup: string,
	tests: Tests,
	open: () => Promise<Database>,
	tried: (result: CaseResult) => void,
	inWords: (error: unknown) => string,
): Promise<number> {
	let exitCode = 0;
	for (const one of tests.cases) {
		if (!one.rows) {
			tried({ passed: false, skipped: true, error: "This case is not about the rows of a query." });
			continue;
		}
		const database = await open();
		let result: CaseResult;
		try {
			await database.run(one.tables ?? setup, () => undefined);
			const found = await lastRows(database, code);
			const error = found ? differenceOfRows(found, one, tests.tolerance) : "There is no query whose rows are shown.";
			const got = found && JSON.stringify({ columns: found.columns, rows: found.values });
			result = error ? { passed: false, got, error } : { passed: true, got };
		} catch (error) {
			result = { passed: false, error: inWords(error) };
		} finally {
			database.close();
		}
		if (!result.passed) exitCode = 1;
		tried(result);
	}
	return exitCode;
}

async function lastRows(database: Database, code: string): Promise<Rows | undefined> {
	let last: Rows | undefined;
	await database.run(code, ({ rows }: Outcome) => {
		last = rows ?? last;
	});
	return last;
}
