// Not in the waiting room, or not any more: why, and where to go from there.
import { Link } from "wouter";
import type { ErrorData, Events } from "../../sockets/frames";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Time } from "../../ui/Time";

export type NextSlot = Events["match.expired"]["next_slots"][number];

export function Over({ next }: { next: readonly NextSlot[] }) {
	return (
		<Page title="Waiting room" narrow>
			<div className="card empty">
				<h2>You are not in a waiting room</h2>
				<p>Nobody could be found before it closed, or you have left it. Nothing counts against you.</p>
				{next.length > 0 && (
					<div>
						<p>The next times that would fit:</p>
						<ul>
							{next.map((one) => (
								<li key={one.slot_id}>
									<Time at={one.starts_at} />
								</li>
							))}
						</ul>
					</div>
				)}
				<div className="row">
					<Link href="/" className="button primary">
						Practise now
					</Link>
					<Link href="/times" className="button">
						Find a time
					</Link>
				</div>
			</div>
		</Page>
	);
}

export function Outside({ why }: { why?: ErrorData | undefined }) {
	return (
		<Page title="Waiting room" narrow>
			<Notice
				tone="warn"
				action={
					<Link href="/" className="button">
						Home
					</Link>
				}
			>
				<strong>You are not in the waiting room.</strong>
				<div>{why?.detail}</div>
			</Notice>
		</Page>
	);
}
