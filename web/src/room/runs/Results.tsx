// What was run, by both: the last run of each side by side, those before, and what to run the code with.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/names";
import { formOfTests } from "../desk/task";
import type { RoomState } from "../state";
import { History } from "./History";
import { Input } from "./Input";
import { OwnCases } from "./OwnCases";
import { RunView } from "./RunView";
import { runBefore, type ShownRun, shownRuns } from "./shown";
import type { Runs } from "./useRuns";

type Part = "input" | "tests" | "runs";

interface Props {
	room: RoomState;
	/** The question whose runs are shown. */
	question: number | null | undefined;
	/** Whether that is asked now, so that something can be run for it. */
	isPresent: boolean;
	runs: Runs;
	language: string;
	/** What runs the language on a server, such as "Java (JDK 17.0.6)"; undefined if the browser runs it. */
	runtime: string | undefined;
}

export function Results({ room, question, isPresent, runs, language, runtime }: Props) {
	const [open, setOpen] = useState<Part | null>(null);
	const [chosen, setChosen] = useState<string | null>(null);
	const { runner, sharing, given, give, tests } = runs;
	const form = tests && formOfTests(tests);
	// Rows are compared with those of a question's tables only.
	const takesCases = isPresent && tests !== undefined && form !== undefined && form !== "rows";
	const [seen, setSeen] = useState(runner.last?.id);
	if (seen !== runner.last?.id) {
		// Who runs something wants to see that.
		setSeen(runner.last?.id);
		setChosen(null);
	}
	const { peer } = room.interview;
	const all = shownRuns(room, question, runner, sharing.unshared);
	const one = chosen === null ? undefined : all.find(({ id }) => id === chosen);
	const latest = [all.findLast((run) => run.isMine), all.findLast((run) => !run.isMine)].filter(
		(run) => run !== undefined,
	);
	const name = nameOf(peer);
	const nameFor = ({ isMine }: ShownRun) => (isMine ? t`You` : name);
	const part = (key: Part, label: string, note: number | boolean) => (
		<button
			type="button"
			className="output-part"
			aria-expanded={open === key}
			onClick={() => setOpen(open === key ? null : key)}
		>
			{label}
			{note !== false && note !== 0 && <span className="output-count numbers">{note === true ? "•" : note}</span>}
		</button>
	);
	const view = (run: ShownRun, before?: ShownRun) => (
		<RunView
			key={run.id}
			who={nameFor(run)}
			at={run.at}
			run={run.run}
			doing={
				run.isRunning ? { loading: t`Loading ${language} …`, running: t`Running …`, idle: "" }[runner.state] : undefined
			}
			before={before}
		>
			{run.unshared && (
				<p className="output-unshared small">
					<span>
						{t`${name} can’t see this run.`} {run.unshared.why}
					</span>
					{!room.ended && <Button onClick={() => run.unshared && sharing.share(run.unshared)}>{t`Share again`}</Button>}
				</p>
			)}
		</RunView>
	);
	return (
		<section className="output" aria-label={t`Output`}>
			<div className="output-parts">
				{isPresent && part("input", t`Input`, given.stdin !== "")}
				{takesCases && part("tests", t`Own cases`, given.cases.length)}
				{all.length > 0 && part("runs", t`History`, all.length)}
			</div>
			{isPresent && open === "input" && <Input value={given.stdin} onChange={(stdin) => give({ stdin })} peer={name} />}
			{open === "tests" && takesCases && (
				<OwnCases
					name={tests.function}
					form={form}
					example={tests.cases[0]}
					cases={given.cases}
					onChange={(cases) => give({ cases })}
				/>
			)}
			{open === "runs" && all.length > 0 && (
				<History all={all} chosen={one?.id ?? null} nameOf={nameFor} onChoose={setChosen} />
			)}
			{one ? view(one, runBefore(all, one)) : <div className="output-latest">{latest.map((run) => view(run))}</div>}
			{all.length === 0 && !isPresent && <p className="muted small">{t`Nothing was run for this question.`}</p>}
			{all.length === 0 && isPresent && (
				<p className="muted small">
					{runtime
						? t`What the code prints appears here for both of you. It runs on a server of this deployment: ${runtime}.`
						: t`What the code prints appears here for both of you. It runs in the browser of the person who runs it, not on a server.`}
				</p>
			)}
		</section>
	);
}
