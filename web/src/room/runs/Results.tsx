// The output of running the code, the user's own and the peer's.
import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import type { Run, SharedRun } from "../../sockets/frames";
import { cleanName, isolated } from "../../ui/names";
import { type TestLine, testLines } from "./testLines";
import type { Runner } from "./useRunner";

interface Props {
	runner: Runner;
	theirs: SharedRun | null;
	peer: string;
	/** What runs the chosen language on a server, such as "Java (JDK 17.0.6)"; undefined if the browser runs it. */
	runtime: string | undefined;
}

export function Results({ runner, theirs, peer, runtime }: Props) {
	const mine = runner.result;
	if (!mine && !theirs) {
		return (
			<div className="output muted small">
				{runtime ? (
					<Trans>
						What the code prints appears here for both of you. It runs on a server of this deployment: {runtime}.
					</Trans>
				) : (
					<Trans>
						What the code prints appears here for both of you. It runs in the browser of the person who runs it, not on
						a server.
					</Trans>
				)}
			</div>
		);
	}
	return (
		<section className="output" aria-label={t`Output`}>
			{mine && (
				<Printed
					title={{ loading: t`Loading Python, once …`, running: t`Running …`, idle: ran(mine) }[runner.state]}
					run={mine}
				/>
			)}
			{theirs && <Printed title={`${peer}: ${ran(theirs)}`} run={theirs} />}
		</section>
	);
}

/** Texts for what a run's `status` may be; the peer's browser may know more. */
const OUTCOMES: Record<string, string> = {
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

/** "4 of 6 tests passed, 12 ms". */
export function ran({ status, ms, passed, total }: Run): string {
	if (passed != null && total != null) {
		return ms > 0 ? t`${passed} of ${total} tests passed, ${ms} ms` : t`${passed} of ${total} tests passed`;
	}
	const words = OUTCOMES[status] ?? isolated(cleanName(status));
	return ms > 0 ? t`${words}, ${ms} ms` : words;
}

function Printed({ title, run }: { title: string; run: Run }) {
	const isTested = run.passed != null && run.total != null;
	const tone = !isTested ? "muted" : run.passed === run.total ? "good-text" : "bad-text";
	const { tests, printed } = isTested ? testLines(run.stdout) : { tests: [], printed: run.stdout };
	const passed = tests.filter((one) => one.passed);
	return (
		<div className="printed">
			<div className={`small ${tone}`} role="status">
				{isTested && (run.passed === run.total ? "✓ " : "✗ ")}
				{title}
			</div>
			{tests.map((one) => !one.passed && <Failed key={one.title} test={one} />)}
			{passed.length > 0 && (
				<details className="tests">
					<summary className="good-text">
						<Plural value={passed.length} one="# passed test" other="# passed tests" />
					</summary>
					<pre dir="auto">{passed.map((one) => `✓ ${one.title}`).join("\n")}</pre>
				</details>
			)}
			{printed && <pre dir="auto">{printed}</pre>}
			{run.stderr && (
				<pre className="bad-text" dir="auto">
					{run.stderr}
				</pre>
			)}
		</div>
	);
}

/** What went wrong in a test, as `caseLine` writes it; an error stays as it is. */
function inWords(detail: string): string {
	const [, returned, expected] = /^returned (.*)\nexpected (.*)\n$/.exec(detail) ?? [];
	return returned && expected ? `${t`returned ${returned}`}\n${t`expected ${expected}`}` : detail;
}

function Failed({ test: { title, detail } }: { test: TestLine }) {
	return (
		<details className="tests" open>
			<summary className="bad-text">
				<bdi>✗ {title}</bdi>
			</summary>
			<pre dir="auto">{inWords(detail)}</pre>
		</details>
	);
}
