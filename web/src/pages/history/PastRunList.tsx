// The last runs of a past interview, newest first.
import { t } from "@lingui/core/macro";
import type { PastInterview } from "../../api/queries";
import { isRun } from "../../room/peerFrames";
import { RunView } from "../../room/runs/RunView";
import { withResults } from "../../room/runs/testLines";
import type { SharedRun } from "../../sockets/frames";
import { nameOf } from "../../ui/names";

interface Props {
	runs: readonly SharedRun[];
	hasMore: boolean;
	peer: PastInterview["peer"];
}

export default function PastRunList({ runs, hasMore, peer }: Props) {
	if (runs.length === 0) return <p className="muted small">{t`No code was run.`}</p>;
	const name = nameOf(peer);
	return (
		<ol className="stack past-runs">
			{runs.filter(isRun).map((run) => (
				<li key={`${run.user_id} ${run.id}`}>
					<RunView who={run.user_id === peer.id ? name : t`You`} at={run.at} run={withResults(run)} />
				</li>
			))}
			{hasMore && <li className="muted small">{t`Older ones are in the replay.`}</li>}
		</ol>
	);
}
