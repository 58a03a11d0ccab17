// What background jobs could not process: why, when each item is tried again, and trying it now.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";
import { from, usePaged } from "../../api/paged";
import { Button } from "../../ui/Button";
import { More } from "../../ui/More";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { TableScroll } from "../../ui/TableScroll";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";

type Item = Schemas["ParkedOut"];

const KEY = ["parked-items"];

export default function Parked() {
	const list = usePaged(KEY, (cursor) => ok(api.GET("/admin/parked-items", { params: { query: from(cursor) } })));
	return (
		<section className="card stack" aria-label={t`Failed items`}>
			<p className="muted">
				<Trans>
					Items that a background job could not process. Each is retried automatically at increasing intervals. The
					handbook’s chapter on operations explains each job’s items and how to repair them.
				</Trans>
			</p>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={300} />}
			{list.items?.length === 0 && <p className="muted">{t`Nothing has failed.`}</p>}
			{list.items && list.items.length > 0 && (
				<TableScroll label={t`Failed items by job`}>
					<thead>
						<tr>
							<th scope="col">{t`Job and item`}</th>
							<th scope="col">{t`Error`}</th>
							<th scope="col">{t`Since`}</th>
							<th scope="col">{t`Attempts`}</th>
							<th scope="col">{t`Next attempt`}</th>
							<th scope="col">{t`Actions`}</th>
						</tr>
					</thead>
					<tbody>
						{list.items.map((item) => (
							<Row key={`${item.job} ${item.item}`} item={item} />
						))}
					</tbody>
				</TableScroll>
			)}
			<More of={list} label={t`Show more`} />
		</section>
	);
}

function Row({ item }: { item: Item }) {
	const client = useQueryClient();
	const retry = useMutation({
		mutationFn: () => ok(api.POST("/admin/parked-items/retry", { body: { job: item.job, item: item.item } })),
		onSuccess: () => toast(t`${item.job} ${item.item} will be retried at the job’s next run.`),
		onSettled: () => client.invalidateQueries({ queryKey: KEY }),
	});
	return (
		<tr>
			<td>
				{item.item}
				<div className="small muted">{item.job}</div>
			</td>
			<td>{item.error}</td>
			<td>
				<Time at={item.parked_at} />
			</td>
			<td className="numbers">{item.attempts}</td>
			<td>
				<Time at={item.retry_at} />
			</td>
			<td>
				<Button kind="quiet" busy={retry.isPending} onClick={() => retry.mutate()}>{t`Retry now`}</Button>
				<Failure error={retry.error} />
			</td>
		</tr>
	);
}
