// Two more minutes to begin, for whoever needs them (WCAG 2.2.1).
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok, once } from "../api/client";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Notice";

export function MoreTime({ id }: { id: string }) {
	const client = useQueryClient();
	const hold = useMutation({
		mutationFn: () =>
			ok(
				api.POST("/interview/{interview_id}/hold", {
					params: { path: { interview_id: id }, header: once() },
				}),
			),
		onSettled: () => client.invalidateQueries({ queryKey: ["match"] }),
	});
	return (
		<>
			<Failure error={hold.error} />
			<Button kind="quiet" className="wide" busy={hold.isPending} onClick={() => hold.mutate()}>
				{t`Two more minutes to begin`}
			</Button>
		</>
	);
}
