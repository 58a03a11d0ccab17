// Two more minutes to begin, for whoever needs them (WCAG 2.2.1), and a word in time to ask for them.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok, once } from "../api/client";
import type { Interview } from "../api/queries";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Notice";
import { useNow } from "../ui/useNow";

const SOON = 60_000; // milliseconds

export function MoreTime({ interview }: { interview: Pick<Interview, "id" | "start_by"> }) {
	const client = useQueryClient();
	const isSoon = Date.parse(interview.start_by) - useNow(1_000) < SOON;
	const hold = useMutation({
		mutationFn: () =>
			ok(
				api.POST("/interview/{interview_id}/hold", {
					params: { path: { interview_id: interview.id }, header: once() },
				}),
			),
		onSettled: () => client.invalidateQueries({ queryKey: ["match"] }),
	});
	return (
		<>
			<Failure error={hold.error} />
			<p className="small" role="status">
				{isSoon
					? t`Less than a minute is left to begin. Take two more if you need them.`
					: hold.isSuccess && t`You both have two more minutes.`}
			</p>
			<Button kind="quiet" className="wide" busy={hold.isPending} onClick={() => hold.mutate()}>
				{t`Two more minutes to begin`}
			</Button>
		</>
	);
}
