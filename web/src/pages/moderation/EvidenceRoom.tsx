// What was written and drawn in one interview, by whom, and when.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense } from "react";
import type { Schemas } from "../../api/client";
import { languageName } from "../../room/desk/languages";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { lineOf } from "../replay/happenings";

const EvidenceBoard = lazy(() => import("./EvidenceBoard"));

type Room = Schemas["RoomThen"];
type Names = ReadonlyMap<number, string>;

export function EvidenceRoom({ room }: { room: Room }) {
	const names = new Map(room.people.map((one) => [one.id, nameOf(one)]));
	const pads = room.pads.filter((pad) => pad.text);
	return (
		<>
			{room.cut.length > 0 && <p className="small">{t`Of what is too long, only the end is here.`}</p>}
			<People people={room.people} />
			{room.questions.length > 0 && (
				<>
					<h3>{t`Questions`}</h3>
					<ul>
						{room.questions.map((title) => (
							<li key={title} dir="auto">
								{title}
							</li>
						))}
					</ul>
				</>
			)}
			<h3>{t`Chat`}</h3>
			{room.chat.length === 0 && <p className="muted">{t`Nothing was written.`}</p>}
			<ul className="lines">
				{room.chat.map((line) => (
					<li key={line.id}>
						<strong>{names.get(line.user_id) ?? line.user_id}</strong> <Time at={line.at} />
						<p className="own-notes" dir="auto">
							{line.text}
						</p>
					</li>
				))}
			</ul>
			{pads.map((pad) => (
				<div key={pad.name} className="stack">
					<h3>{t`Code (${languageName(pad.language)})`}</h3>
					<Code>{pad.text}</Code>
				</div>
			))}
			<h3>{t`Whiteboard`}</h3>
			{room.board.length === 0 ? (
				<p className="muted">{t`Nothing was drawn.`}</p>
			) : (
				<Suspense fallback={<Loading height={300} />}>
					<EvidenceBoard shapes={room.board} />
				</Suspense>
			)}
			<Runs runs={room.runs} names={names} />
			<Events events={room.events} names={names} />
		</>
	);
}

function People({ people }: { people: Room["people"] }) {
	return (
		<ul>
			{people.map((one) => (
				<li key={one.id}>
					{one.picture && (
						<img
							className="evidence-picture"
							src={`data:image/webp;base64,${one.picture}`}
							alt={t`Chosen by ${nameOf(one)}`}
						/>
					)}
					<strong>{nameOf(one)}</strong>, {one.role === "interviewer" ? t`interviewer` : t`candidate`}
					{one.joined_at && (
						<>
							{" · "}
							<Trans>
								came <Time at={one.joined_at} />
							</Trans>
						</>
					)}
					{one.left_at && (
						<>
							{" · "}
							<Trans>
								left <Time at={one.left_at} />
							</Trans>
						</>
					)}
				</li>
			))}
		</ul>
	);
}

function Runs({ runs, names }: { runs: Room["runs"]; names: Names }) {
	if (runs.length === 0) return null;
	return (
		<>
			<h3>{t`Runs`}</h3>
			<ul className="lines">
				{runs.map((run) => (
					<li key={run.id} className="stack">
						<span>
							<strong>{names.get(run.user_id) ?? run.user_id}</strong>, {languageName(run.language)},{" "}
							<Time at={run.at} />
						</span>
						<Code>{[run.stdin, run.stdout, run.stderr].filter(Boolean).join("\n")}</Code>
					</li>
				))}
			</ul>
		</>
	);
}

function Events({ events, names }: { events: Room["events"]; names: Names }) {
	const lines = events.flatMap((event) => {
		const line = lineOf(event, names);
		return line ? [{ at: event.at, text: line.text }] : [];
	});
	if (lines.length === 0) return null;
	return (
		<>
			<h3>{t`What happened`}</h3>
			<ul>
				{lines.map(({ at, text }, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
					<li key={index}>
						<Time at={at} />: {text}
					</li>
				))}
			</ul>
		</>
	);
}

function Code({ children }: { children: ReactNode }) {
	if (!children) return null;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
		<pre className="evidence-code" tabIndex={0}>
			{children}
		</pre>
	);
}
