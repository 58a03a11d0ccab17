// What was run alone: the last run, its input, and one's own test cases.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { formOfTests } from "../../room/desk/task";
import { Input } from "../../room/runs/Input";
import { OwnCases } from "../../room/runs/OwnCases";
import { RunView } from "../../room/runs/RunView";
import type { Trials } from "../../room/runs/useTrials";

type Part = "input" | "tests";

/** `language` is a name. */
export function SoloResults({ trials, language }: { trials: Trials; language: string }) {
	const [open, setOpen] = useState<Part | null>(null);
	const { runner, given, give, tests } = trials;
	const { state, last } = runner;
	const form = tests && formOfTests(tests);
	const takesCases = tests !== undefined && form !== undefined && form !== "rows";
	const part = (key: Part, label: string, note: string | number) => (
		<button
			type="button"
			className="output-part"
			aria-expanded={open === key}
			onClick={() => setOpen(open === key ? null : key)}
		>
			{label}
			{note !== 0 && note !== "" && <span className="output-count numbers">{note}</span>}
		</button>
	);
	const doing = { loading: t`Loading ${language} …`, running: t`Running …`, idle: undefined }[state];
	return (
		<section className="output" aria-label={t`Output`}>
			<div className="output-parts">
				{part("input", t`Input`, given.stdin && "•")}
				{takesCases && part("tests", t`Own cases`, given.cases.length)}
			</div>
			{open === "input" && <Input value={given.stdin} onChange={(stdin) => give({ stdin })} />}
			{open === "tests" && takesCases && (
				<OwnCases
					name={tests.function}
					form={form}
					example={tests.cases[0]}
					cases={given.cases}
					onChange={(cases) => give({ cases })}
				/>
			)}
			{last ? (
				<RunView key={last.id} who={t`You`} at={last.at} run={last.run} doing={doing} />
			) : (
				<p className="muted small">{t`What the code prints appears here. It runs in this browser, and nobody else sees it.`}</p>
			)}
		</section>
	);
}
