// The people that the user is not matched with, and a way to unblock them.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import { useBlocks } from "../history/People";
import { useLastWith } from "../history/queries";

export function Blocked({ ids }: { ids: number[] }) {
	return (
		<section className="card stack" aria-labelledby="blocked">
			<h2 id="blocked">{t`Blocked people`}</h2>
			{ids.length === 0 ? (
				<p className="muted">
					<Trans>
						You haven’t blocked anyone. In your history, you can block people you don’t want to be matched with again.
						They are not told.
					</Trans>
				</p>
			) : (
				<>
					<p className="muted">{t`You are never matched with each other. They are not told.`}</p>
					<ul className="lines">
						{ids.map((id) => (
							<Line key={id} id={id} />
						))}
					</ul>
				</>
			)}
		</section>
	);
}

function Line({ id }: { id: number }) {
	const { data: last, isPending } = useLastWith(id);
	const change = useBlocks();
	const name = last ? nameOf(last.peer) : isPending ? "…" : t`Someone you blocked`;
	return (
		<li className="spread">
			<strong>{name}</strong>
			<Button
				aria-label={t`Unblock ${name}`}
				busy={change.isPending}
				onClick={() =>
					change.mutate(
						{ id, blocked: false },
						{ onSuccess: () => toast(last ? t`You can be matched with ${name} again.` : t`Unblocked.`) },
					)
				}
			>{t`Unblock`}</Button>
		</li>
	);
}
