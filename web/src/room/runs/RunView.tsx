// One run: who ran it and how it went, the test cases, and what the program read and printed.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { wellFormed } from "../../api/wellFormed";
import type { CaseData, Run } from "../../sockets/frames";
import { Time } from "../../ui/Time";
import { languageName } from "../desk/languages";
import { type Changes, changesSince } from "./changes";
import { shortened } from "./layout";
import { inWords, isGood, ran } from "./words";
import "../../styles/runs.css";
import { list, whole } from "../../ui/locale";

interface Props {
	who: string;
	at: string;
	run: Run;
	/** Instead of how it went, while it goes on. */
	doing?: string | undefined;
	/** A run to compare it with. */
	before?: { at: string; run: Run } | undefined;
	children?: React.ReactNode;
}

export function RunView({ who, at, run, doing, before, children }: Props) {
	const good = isGood(run);
	const tone = doing || good === null ? "muted" : good ? "good-text" : "bad-text";
	const mark = doing || good === null ? "" : good ? "✓ " : "✗ ";
	return (
		<div className="run">
			<div className="run-head small">
				<strong>{who}</strong>
				<span className="muted">
					{languageName(run.language)}, <Time at={at} form="clock" />
				</span>
				<span className={tone} role="status">
					{mark}
					{doing ?? ran(run)}
				</span>
			</div>
			{children}
			{before && <Since at={before.at} changes={changesSince(before.run, run)} />}
			<Cases run={run} />
			{run.stdin && (
				<details className="run-case">
					<summary>{t`Input`}</summary>
					<Text>{run.stdin}</Text>
				</details>
			)}
			{run.stdout && <Text>{run.stdout}</Text>}
			{run.stderr && <Text bad>{run.stderr}</Text>}
			{!doing && isSilent(run) && <p className="muted small">{t`It printed nothing.`}</p>}
		</div>
	);
}

function isSilent({ stdout, stderr, results, total }: Run): boolean {
	return !stdout && !stderr && !results?.length && total == null;
}

/** Lines of a table must not be broken. */
function classOf(text: string, bad: boolean | undefined): string {
	return `run-text${bad ? " bad-text" : ""}${text.startsWith("┌") ? " run-table" : ""}`;
}

function Text({ children, bad }: { children: string; bad?: boolean }) {
	return (
		<pre className={classOf(children, bad)} dir="auto">
			{wellFormed(children)}
		</pre>
	);
}

function Cases({ run: { results, total } }: { run: Run }) {
	if (!results?.length) return null;
	const shown = results.filter((one) => !one.passed);
	const passed = results.filter((one) => one.passed);
	const missing = (total ?? 0) - results.filter((one) => !one.own && one.passed != null).length;
	const offset = Math.min(...results.filter((one) => one.own).map((one) => one.index));
	const first = shown.findIndex((one) => one.passed === false);
	const list = (cases: readonly CaseData[], opened: number) =>
		cases.map((one, index) => (
			<Case
				key={one.index}
				one={one}
				offset={offset}
				isOpen={index === opened || (one.own === true && one.passed == null)}
			/>
		));
	return (
		<>
			{list(shown, first)}
			{passed.length > 0 && (
				<details className="run-case">
					<summary className="good-text">
						{plural(passed.length, { one: "# passed test", other: "# passed tests" })}
					</summary>
					<div className="run-passed">{list(passed, -1)}</div>
				</details>
			)}
			{missing > 0 && (
				<p className="muted small">
					{plural(missing, {
						one: "# more test did not run, or is not shown.",
						other: "# more tests did not run, or are not shown.",
					})}
				</p>
			)}
		</>
	);
}

const LONGEST_TITLE = 100; // characters

function Case({ one, offset, isOpen }: { one: CaseData; offset: number; isOpen: boolean }) {
	const number = one.own ? one.index - offset + 1 : one.index + 1;
	const title = one.own ? t`Own case ${number}` : t`Test ${number}`;
	const tone = one.passed ? "good-text" : one.passed === false ? "bad-text" : "";
	return (
		<details className="run-case" open={isOpen}>
			<summary>
				<span className={tone}>
					{one.passed ? "✓ " : one.passed === false ? "✗ " : ""}
					{title}
				</span>
				<code className="run-call">{shortened(one.call ?? "", LONGEST_TITLE)}</code>
			</summary>
			<dl className="run-facts">
				<Fact name={t`Input`} text={one.call} />
				<Fact name={t`Expected`} text={one.expected} />
				<Fact
					name={one.expected == null ? t`Result` : t`Got`}
					text={one.got ?? (one.error == null && one.passed === false ? t`nothing` : null)}
				/>
				<Fact name={errorName(one)} text={one.error == null ? null : inWords(one.error)} bad={one.passed === false} />
				<Fact name={t`Printed`} text={one.printed} />
			</dl>
		</details>
	);
}

/** An error, unless it says where what came is not what was expected, or why nothing was tried. */
function errorName({ passed, got, own }: CaseData): string {
	if (passed == null && !own) return t`Not tried`;
	return passed === false && got != null ? t`Wrong` : t`Error`;
}

function Fact({ name, text, bad = false }: { name: string; text: string | null | undefined; bad?: boolean }) {
	if (text == null || text === "") return null;
	return (
		<div>
			<dt className="muted small">{name}</dt>
			<dd>
				<Text bad={bad}>{text}</Text>
			</dd>
		</div>
	);
}

const MOST_LINES = 12;

function Since({ at, changes: { nowPass, nowFail, gone, come } }: { at: string; changes: Changes }) {
	const passing = list(nowPass.map(whole));
	const failing = list(nowFail.map(whole));
	const lines = [...marked("−", gone), ...marked("+", come)];
	const isSame = !passing && !failing && lines.length === 0;
	return (
		<div className="run-since small">
			<span className="muted">
				{isSame ? (
					<Trans>
						Since the run before, <Time at={at} form="clock" />: the same
					</Trans>
				) : (
					<Trans>
						Since the run before, <Time at={at} form="clock" />
					</Trans>
				)}
			</span>
			{passing && <p className="good-text">{t`Passes now: test ${passing}`}</p>}
			{failing && <p className="bad-text">{t`Fails now: test ${failing}`}</p>}
			{lines.length > 0 && <Text>{lines.join("\n")}</Text>}
		</div>
	);
}

function marked(mark: string, lines: readonly string[]): string[] {
	const shown = lines.slice(0, MOST_LINES).map((line) => `${mark} ${line}`);
	const more = lines.length - MOST_LINES;
	return more > 0 ? [...shown, `${mark} … (${plural(more, { one: "# more line", other: "# more lines" })})`] : shown;
}
