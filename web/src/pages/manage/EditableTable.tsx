// A list whose lines are added and edited in a dialog.
import { t } from "@lingui/core/macro";
import { type ReactNode, useState } from "react";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Loading } from "../../ui/Page";
import { TableScroll } from "../../ui/TableScroll";

interface Props<One> {
	id: string;
	title: string;
	/** What the button that adds one says. */
	add: string;
	/** What is said about the list. */
	about: ReactNode;
	/** What is said in place of an empty list. */
	empty: string;
	list: { data: readonly One[] | undefined; error: unknown; isPending: boolean; refetch(): unknown };
	columns: readonly string[];
	/** Returns a row; `onEdit` opens the dialog about it. */
	row(one: One, onEdit: () => void): ReactNode;
	/** Returns the dialog that changes one, or adds one. */
	dialog(one: One | null, onClose: () => void): ReactNode;
}

export function EditableTable<One>({ id, title, add, about, empty, list, columns, row, dialog }: Props<One>) {
	const [asked, setAsked] = useState<{ one: One | null } | null>(null);
	return (
		<section className="card stack" aria-labelledby={id}>
			<div className="spread">
				<h2 id={id}>{title}</h2>
				<Button kind="primary" onClick={() => setAsked({ one: null })}>
					{add}
				</Button>
			</div>
			<p className="muted">{about}</p>
			<Failure error={list.error} again={() => void list.refetch()} />
			{list.isPending && <Loading />}
			{list.data?.length === 0 && <p>{empty}</p>}
			{list.data && list.data.length > 0 && (
				<TableScroll label={title}>
					<thead>
						<tr>
							{columns.map((name) => (
								<th scope="col" key={name}>
									{name}
								</th>
							))}
							<th scope="col">
								<span className="visually-hidden">{t`Edit`}</span>
							</th>
						</tr>
					</thead>
					<tbody>{list.data.map((one) => row(one, () => setAsked({ one })))}</tbody>
				</TableScroll>
			)}
			{asked && dialog(asked.one, () => setAsked(null))}
		</section>
	);
}
