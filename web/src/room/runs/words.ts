// A run in words. Pure.
import { t } from "@lingui/core/macro";
import type { Run } from "../../sockets/frames";
import { list } from "../../ui/locale";
import { cleanName, isolated } from "../../ui/names";
import { ownOf } from "./results";

/** Texts for what a run's `status` may be; the peer's browser may know more. */
const STATUSES: Record<string, string> = {
	Running: t`Running`,
	Finished: t`Finished`,
	Error: t`Error`,
	Stopped: t`Stopped`,
	"Stopped after 20 s": t`Stopped after 20 s`,
	"Compilation error": t`Compilation error`,
	"Time limit exceeded": t`Time limit exceeded`,
	"Output limit exceeded": t`Output limit exceeded`,
	"Not run": t`Not run`,
};

/** Returns words for what stopped a test case; other errors are the language's own. */
export function inWords(error: string): string {
	return STATUSES[error] ?? error;
}

/** "4 of 6 tests passed, 12 ms". */
export function ran(run: Run): string {
	const { status, ms, passed, total, exit_code: code } = run;
	const own = ownOf(run);
	const isUnusual = status !== "Finished" || (passed == null && own.total === 0);
	return list([
		isUnusual && (STATUSES[status] ?? isolated(cleanName(status))),
		passed != null && total != null && t`${passed} of ${total} tests passed`,
		own.total > 0 && t`${own.passed} of ${own.total} own cases passed`,
		code != null && code !== 0 && t`exit code ${code}`,
		ms > 0 && t`${ms} ms`,
	]);
}

/** Whether all went well, or not; null if nobody can say. */
export function isGood(run: Run): boolean | null {
	const own = ownOf(run);
	if (run.passed != null) return run.passed === run.total && own.passed === own.total;
	if (own.total > 0) return own.passed === own.total;
	return run.status === "Finished" ? null : false;
}
