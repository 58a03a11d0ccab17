// The people that the user is not matched with, and a way to unblock them.
import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import { useBlocks } from "../history/People";
import { useLastWith } from "../history/queries";

export function Blocked({ ids }: { ids: number[] }) {
	return (
		<section className="card stack" aria-labelledby="blocked">
			<h2 id="blocked">People you don’t meet</h2>
			{ids.length === 0 ? (
				<p className="muted">
					Nobody. In your history you can say of anybody that you don’t want to be matched again; they don’t learn of
					it.
				</p>
			) : (
				<>
					<p className="muted">You are never matched with them, nor they with you. They don’t learn of it.</p>
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
	const name = last ? nameOf(last.peer) : isPending ? "…" : "Somebody you blocked";
	return (
		<li className="spread">
			<strong>{name}</strong>
			<Button
				aria-label={`Unblock ${name}`}
				busy={change.isPending}
				onClick={() =>
					change.mutate(
						{ id, blocked: false },
						{ onSuccess: () => toast(last ? `You may be matched with ${name} again.` : "Unblocked.") },
					)
				}
			>
				Unblock
			</Button>
		</li>
	);
}
