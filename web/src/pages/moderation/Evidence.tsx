// The evidence of a report, read when somebody asks for it, since each look is recorded.
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";

type Room = Schemas["RoomThen"];

export function Evidence({ reportId }: { reportId: number }) {
	const [wanted, setWanted] = useState(false);
	const { data, error, refetch } = useQuery({
		// Apart from the rest of moderation, and forgotten with the page: what is shown was asked for, and is recorded.
		queryKey: ["evidence", reportId],
		gcTime: 0,
		queryFn: () =>
			ok(api.GET("/moderation/reports/{report_id}/evidence", { params: { path: { report_id: reportId } } })),
		enabled: wanted,
		staleTime: Number.POSITIVE_INFINITY,
	});
	return (
		<section className="card stack">
			<h2>{t`Evidence`}</h2>
			{!wanted && (
				<>
					<p className="muted">{t`What was written and drawn in the interview. Each look is recorded.`}</p>
					<div>
						<Button onClick={() => setWanted(true)}>{t`Look at the evidence`}</Button>
					</div>
				</>
			)}
			<Failure error={error} again={() => void refetch()} />
			{wanted && !data && !error && <Loading height={200} />}
			{data && (
				<>
					<p className="small muted">
						<Trans>
							As of <Time at={data.taken_at} />
						</Trans>
						{!data.complete && <> · {t`the interview had not ended yet`}</>}
					</p>
					<OfRoom room={data} />
					{data.earlier.map((room) => (
						<details key={room.interview_id}>
							<summary>{t`An earlier interview of the two`}</summary>
							<OfRoom room={room} />
						</details>
					))}
				</>
			)}
		</section>
	);
}

function OfRoom({ room }: { room: Room }) {
	const names = new Map(room.people.map((one) => [one.id, nameOf(one)]));
	const said = room.board.flatMap((mark) => textOf(mark));
	return (
		<>
			{room.cut.length > 0 && <p className="small">{t`Of what is too long, only the end is here.`}</p>}
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
			{room.pads
				.filter((pad) => pad.text)
				.map((pad) => (
					<div key={pad.name} className="stack">
						<h3>
							<Trans>Code ({pad.language})</Trans>
						</h3>
						{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
						<pre className="evidence-code" tabIndex={0}>
							{pad.text}
						</pre>
					</div>
				))}
			<h3>{t`Whiteboard`}</h3>
			<p>{plural(room.board.length, { 0: "Nothing was drawn.", one: "# mark.", other: "# marks." })}</p>
			<ul>
				{said.map((words, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
					<li key={at} dir="auto">
						{words}
					</li>
				))}
			</ul>
		</>
	);
}

/** What is written in a mark. Marks are as their clients made them, so they may be anything. */
function textOf(mark: unknown): string[] {
	const text = typeof mark === "object" && mark !== null && "text" in mark ? mark.text : null;
	return typeof text === "string" && text ? [text] : [];
}
