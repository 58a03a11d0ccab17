// The replay of an interview: its code as it was written, and what was said and done, at any speed.
import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { Link, useParams } from "wouter";
import { useInterview, useProfile } from "../api/queries";
import { isRemoved, type Removed, RemovedContent } from "../live/RemovedContent";
import { isRun } from "../room/peerFrames";
import { withResults } from "../room/runs/testLines";
import type { SharedRun } from "../sockets/frames";
import { Failure, Notice } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Loading, Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { TYPES } from "../ui/words";
import { lineOf } from "./replay/happenings";
import { Player } from "./replay/Player";
import { type Item, isHappening, ReplayPlayer, span } from "./replay/replayPlayer";
import { SaveAll } from "./replay/SaveAll";
import { useRecording } from "./replay/useRecording";
import "../styles/replay.css";

export default function Replay() {
	const { id } = useParams<{ id: string }>();
	const { data: interview, error, refetch } = useInterview(id);
	const { data: me } = useProfile();
	const recording = useRecording(id);
	const failed = error ?? recording.error;
	if (!interview || !me || !recording.data) {
		return (
			<Page title={t`Replay`} wide>
				{failed ? (
					<Failure error={failed} again={() => void Promise.all([refetch(), recording.refetch()])} />
				) : (
					<Loading height={420} />
				)}
			</Page>
		);
	}
	const name = nameOf(interview.peer);
	const { items, removed } = recording.data;
	return (
		<Page
			title={t`Replay: ${name}`}
			lead={
				<>
					{TYPES[interview.interview_type]} · <Time at={interview.started_at ?? interview.matched_at} />
				</>
			}
			wide
		>
			{interview.status === "ended" ? (
				<>
					<Removals removed={removed} />
					{!isRemoved(removed) && <Recording items={items} me={me} peer={interview.peer} />}
					<SaveAll id={id} endedAt={interview.ended_at} />
				</>
			) : (
				<Notice action={<Link href="/history" className="button">{t`Go to history`}</Link>}>
					{interview.status === "abandoned"
						? t`There is nothing to replay: this interview never started.`
						: t`There is nothing to replay: this interview isn’t over yet.`}
				</Notice>
			)}
		</Page>
	);
}

function Removals({ removed }: { removed: Removed }) {
	if (!removed.document && !removed.chat && !removed.runs) return null;
	return (
		<Notice action={<Link href="/history" className="button">{t`Go to history`}</Link>}>
			<RemovedContent removed={removed} />
		</Notice>
	);
}

type Named = { id: number; username: string; full_name: string | null };

function Recording({ items, me, peer }: { items: Item[]; me: Named; peer: Named }) {
	const film = useMemo(() => new ReplayPlayer(items), [items]);
	const names = new Map([me, peer].map((one) => [one.id, nameOf(one)]));
	const happenings = items.filter(isHappening);
	const lines = happenings.map((item) => lineOf(item, names)).filter((line) => line !== null);
	const [from, to] = span(items);
	const runs = happenings.filter((item) => item.type === "run.shared").map(({ data }) => data as unknown as SharedRun);
	const shown = runs
		.filter(isRun)
		.map((run) => ({ run: withResults(run), who: names.get(run.user_id) ?? t`Somebody` }));
	return <Player film={film} lines={lines} happenings={happenings} runs={shown} from={from} to={to} />;
}
