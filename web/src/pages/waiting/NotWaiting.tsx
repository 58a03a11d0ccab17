// Shown when the wait is over without a match: the reason, and where to go next.
import { Link } from "wouter";
import { enter, useBookingAction } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { remembered, usePractice } from "../home/practice";
import type { Ending, NextSlot } from "./ending";

interface Props {
	ending: Ending;
	/** The slot of the wait; null for practice. */
	slotId: number | null;
	/** Called after entering again, to restart the page. */
	onAgain(): void;
}

const WORDS: Record<Ending["why"], readonly [title: string, text: string]> = {
	missed: [
		"You missed the start",
		"You were matched, but the time to say that you are ready ran out. Missed starts lower the reliability that your peers see.",
	],
	expired: ["Nobody was found", "The waiting room closed before anybody could be found. Nothing counts against you."],
	left: ["You left the waiting room", "Your booking stands: you can enter again until the waiting room closes."],
	moved: ["Your booking was moved", "It is at another time now, so you are no longer waiting here."],
	cancelled: ["You are no longer waiting", "You left the waiting room, or your booking was canceled."],
	completed: ["The interview is over", "Tell your peer what you saw while it is fresh; it takes two minutes."],
	unknown: ["You are not in a waiting room", "You have left it, or it is open in another tab."],
};

export function NotWaiting({ ending, slotId, onAgain }: Props) {
	const [title, text] = WORDS[ending.why];
	return (
		<Page title="Waiting room" narrow>
			<div className="card empty" role="alert">
				<h2>{title}</h2>
				<p>{(ending.why === "unknown" && ending.detail) || text}</p>
				{ending.why === "expired" && <Times next={ending.next} />}
				<Next ending={ending} slotId={slotId} onAgain={onAgain} />
			</div>
		</Page>
	);
}

function Times({ next }: { next: readonly NextSlot[] }) {
	if (next.length === 0) return null;
	return (
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
	);
}

function Next({ ending, slotId, onAgain }: Props) {
	if (ending.why === "completed" && ending.interviewId) {
		return (
			<div className="row">
				<Link href={`/review/${ending.interviewId}`} className="button primary">
					Give feedback
				</Link>
				<Home />
			</div>
		);
	}
	return (
		<>
			{ending.why === "left" && slotId !== null && <EnterAgain slotId={slotId} onAgain={onAgain} />}
			{slotId === null && ending.why !== "completed" && <TryAgain onAgain={onAgain} />}
			<div className="row">
				<Link href="/times" className="button">
					Find a time
				</Link>
				<Home />
			</div>
		</>
	);
}

function Home() {
	return (
		<Link href="/" className="button">
			Home
		</Link>
	);
}

function EnterAgain({ slotId, onAgain }: { slotId: number; onAgain(): void }) {
	const go = useBookingAction(() => enter({ slot_id: slotId }));
	return (
		<Again busy={go.isPending} error={go.error} onClick={() => go.mutate(undefined, { onSuccess: onAgain })}>
			Enter again
		</Again>
	);
}

/** Returns to the practice room with the same options. */
function TryAgain({ onAgain }: { onAgain(): void }) {
	const go = usePractice();
	return (
		<Again busy={go.isPending} error={go.error} onClick={() => go.mutate(remembered(), { onSuccess: onAgain })}>
			Try again
		</Again>
	);
}

interface AgainProps {
	busy: boolean;
	error: unknown;
	onClick(): void;
	children: string;
}

function Again({ busy, error, onClick, children }: AgainProps) {
	return (
		<>
			<Button kind="primary" busy={busy} onClick={onClick}>
				{children}
			</Button>
			<Failure error={error} />
		</>
	);
}
