// What background jobs could not process: why, when each item is tried again, and trying it now.
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
		<section className="card stack" aria-label="Failed work">
			<p className="muted">
				Items that a background job could not process. Each is tried again by itself, at growing intervals. The
				handbook’s chapter on operations says what each job’s items are and how to repair them.
			</p>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading height={300} />}
			{list.items?.length === 0 && <p className="muted">Nothing has failed.</p>}
			{list.items && list.items.length > 0 && (
				<TableScroll label="Failed work, by job">
					<thead>
						<tr>
							<th scope="col">Item of a job</th>
							<th scope="col">Error</th>
							<th scope="col">Since</th>
							<th scope="col">Attempts</th>
							<th scope="col">Next attempt</th>
							<th scope="col">Actions</th>
						</tr>
					</thead>
					<tbody>
						{list.items.map((item) => (
							<Row key={`${item.job} ${item.item}`} item={item} />
						))}
					</tbody>
				</TableScroll>
			)}
			<More of={list} label="Show more" />
		</section>
	);
}

function Row({ item }: { item: Item }) {
	const client = useQueryClient();
	const retry = useMutation({
		mutationFn: () => ok(api.POST("/admin/parked-items/retry", { body: { job: item.job, item: item.item } })),
		onSuccess: () => toast(`${item.job} ${item.item} is tried again at the job’s next run.`),
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
				<Button kind="quiet" busy={retry.isPending} onClick={() => retry.mutate()}>
					Try now
				</Button>
				<Failure error={retry.error} />
			</td>
		</tr>
	);
}
