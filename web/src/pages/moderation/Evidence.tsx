// The evidence of a report, read when somebody asks for it, since each look is recorded.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { EvidenceRoom } from "./EvidenceRoom";

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
					<EvidenceRoom room={data} />
					{data.earlier.map((room) => (
						<details key={room.interview_id}>
							<summary>{t`An earlier interview of the two`}</summary>
							<EvidenceRoom room={room} />
						</details>
					))}
				</>
			)}
		</section>
	);
}
