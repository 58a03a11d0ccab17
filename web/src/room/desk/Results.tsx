// The output of running the code, the user's own and the peer's.
import type { Run, SharedRun } from "../../sockets/frames";
import { cleanName, isolated } from "../../ui/names";
import { counted } from "../../ui/words";
import { type TestLine, testLines } from "./testLines";
import type { Runner } from "./useRunner";

interface Props {
	runner: Runner;
	theirs: SharedRun | null;
	peer: string;
}

export function Results({ runner, theirs, peer }: Props) {
	const mine = runner.result;
	if (!mine && !theirs) {
		return (
			<div className="output muted small">
				What the code prints appears here for both of you. It runs in the browser of the person who runs it, not on a
				server.
			</div>
		);
	}
	return (
		<section className="output" aria-label="Output">
			{mine && (
				<Printed
					title={{ loading: "Loading Python, once …", running: "Running …", idle: ran(mine) }[runner.state]}
					run={mine}
				/>
			)}
			{theirs && <Printed title={`${peer}: ${ran(theirs)}`} run={theirs} />}
		</section>
	);
}

/** "4 of 6 tests passed, 12 ms". */
export function ran({ status, ms, passed, total }: Run): string {
	const words = passed != null && total != null ? `${passed} of ${total} tests passed` : isolated(cleanName(status));
	return ms > 0 ? `${words}, ${ms} ms` : words;
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
					<summary className="good-text">{counted(passed.length, "passed test")}</summary>
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

function Failed({ test: { title, detail } }: { test: TestLine }) {
	return (
		<details className="tests" open>
			<summary className="bad-text">
				<bdi>✗ {title}</bdi>
			</summary>
			<pre dir="auto">{detail}</pre>
		</details>
	);
}
