// Tries statements on the test cases of a question: the rows of the last query are compared with the expected ones.
import { fits } from "../../compare";
import type { CaseResult, Tests } from "../../protocol";
import type { Database, Outcome, Rows } from "./database";

/**
 * Tries all cases, each in a new database with the question's tables. `args` of a case are statements that fill them;
 * `expected` is a list of rows, each a list of values. Returns 0 if all passed, else 1.
 */
export async function tryStatements(
	code: string,
	setup: string,
	tests: Tests,
	open: () => Promise<Database>,
	tried: (result: CaseResult) => void,
	inWords: (error: unknown) => string,
): Promise<number> {
	let exitCode = 0;
	for (const { args, expected } of tests.cases) {
		const database = await open();
		let result: CaseResult;
		try {
			for (const script of [setup, ...args.map(String)]) await database.run(script, () => undefined);
			const rows = await lastRows(database, code);
			const got = rows?.values ?? null;
			result = { passed: fits(got, expected, tests.compare), got: JSON.stringify(got) };
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
