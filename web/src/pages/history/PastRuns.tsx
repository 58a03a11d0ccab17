// The runs of the code in a past interview, read when somebody opens them.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { api, ok } from "../../api/client";
import type { Interview } from "../../api/queries";
import { Broken } from "../../ui/Broken";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";

const PastRunList = lazy(() => import("./PastRunList"));

export function PastRuns({ interview: { id, peer } }: { interview: Pick<Interview, "id" | "peer"> }) {
	const [isOpen, setOpen] = useState(false);
	const { data, error, refetch } = useQuery({
		queryKey: ["runs", id],
		enabled: isOpen,
		queryFn: () => {
			const params = { path: { interview_id: id }, query: { limit: 20 } };
			return ok(api.GET("/interview/{interview_id}/runs", { params }));
		},
	});
	return (
		<details onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{t`Runs of the code`}</summary>
			{!isOpen ? null : error ? (
				<Failure error={error} again={() => void refetch()} />
			) : (
				<Broken>
					<Suspense fallback={<Loading height={60} />}>
						{data ? (
							<PastRunList runs={data.items} hasMore={data.next_cursor !== null} peer={peer} />
						) : (
							<Loading height={60} />
						)}
					</Suspense>
				</Broken>
			)}
		</details>
	);
}
