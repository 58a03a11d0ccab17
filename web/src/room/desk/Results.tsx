// The output of running the code, the user's own and the peer's.
import type { Run, SharedRun } from "../../sockets/frames";
import { cleanName, isolated } from "../../ui/names";
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
				What the code prints comes here, for both of you. It runs in the browser of who runs it, not on a server.
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
	const tested = run.passed != null && run.total != null;
	const isGood = run.passed === run.total;
	const tone = !tested ? "muted" : isGood ? "good-text" : "bad-text";
	return (
		<div className="printed">
			<div className={`small ${tone}`} role="status">
				{tested && (isGood ? "✓ " : "✗ ")}
				{title}
			</div>
			{run.stdout && <pre dir="auto">{tested ? <Cases stdout={run.stdout} /> : run.stdout}</pre>}
			{run.stderr && (
				<pre className="bad-text" dir="auto">
					{run.stderr}
				</pre>
			)}
		</div>
	);
}

/** The printed lines of a test run; each failed case begins with a cross, and lasts until the next case. */
function Cases({ stdout }: { stdout: string }) {
	return stdout.split(/^(?=[✓✗] )/m).map((text, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: a printed line has nothing else to be known by
		<span key={index} className={text.startsWith("✗") ? "bad-text" : undefined}>
			{text}
		</span>
	));
}
