// Shown on /waiting to somebody who isn't waiting: how the last wait ended, and what to do next.
import { t } from "@lingui/core/macro";
import { Link, useLocation } from "wouter";
import { type LastWait, type MatchState, whereAmI } from "../../api/match";
import { enter, useBookingAction, useLiveBookings } from "../../api/queries";
import { lastWaitWords, type Words } from "../../live/lastWait";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Time } from "../../ui/Time";
import { inLocalTime } from "../../ui/time";
import { useNow } from "../../ui/useNow";
import { PracticeBlocked, usePracticeBlock } from "../home/PracticeBlocked";
import { remembered, usePractice } from "../home/practice";

interface Props {
	state: MatchState;
	/** Why the waiting room could not be entered. */
	refusal: string | null;
}

export function NotWaiting({ state, refusal }: Props) {
	const [title, text] = wordsOf(state, refusal);
	const wait = state.last_wait;
	return (
		<Page title={t`Waiting room`} narrow>
			<div className="card empty" role="alert">
				<h2>{title}</h2>
				<p>{inLocalTime(text)}</p>
				{wait?.outcome === "expired" && <NextTimes next={wait.next_slots} />}
				{wait?.outcome === "completed" && wait.interview_id ? (
					<Link href={`/review/${wait.interview_id}`} className="button primary">{t`Give feedback`}</Link>
				) : (
					<Again state={state} />
				)}
				<div className="row">
					{wait?.outcome !== "completed" && <Link href="/times" className="button">{t`Find a time`}</Link>}
					<Link href="/" className="button">{t`Home`}</Link>
				</div>
			</div>
		</Page>
	);
}

function wordsOf(state: MatchState, refusal: string | null): Words {
	if (state.last_wait) return lastWaitWords(state.last_wait);
	if (whereAmI(state) === "booked") {
		return [
			t`You are not in the waiting room`,
			refusal ?? t`Your booking stands: enter until the waiting room closes.`,
		];
	}
	return [t`You are not in a waiting room`, t`You left it, or your booking was moved or canceled.`];
}

function NextTimes({ next }: { next: LastWait["next_slots"] }) {
	if (next.length === 0) return null;
	return (
		<div>
			<p>{t`The next times that would fit:`}</p>
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

/** Into the room of the booking, if that is open; else into the practice room, where the options are remembered. */
function Again({ state }: { state: MatchState }) {
	const { data: bookings, isPending } = useLiveBookings();
	const [, navigate] = useLocation();
	const now = useNow(5_000);
	const until = usePracticeBlock();
	const practice = usePractice();
	const entering = useBookingAction((slot: number) => enter({ slot_id: slot }));
	const mine = bookings?.find((one) => one.id === state.booking_id);
	if (mine?.room_opens_at && Date.parse(mine.room_opens_at) <= now) {
		return (
			<AgainButton
				busy={entering.isPending}
				error={entering.error}
				onClick={() => entering.mutate(mine.slot_id)}
			>{t`Enter again`}</AgainButton>
		);
	}
	if (until) return <PracticeBlocked until={until} />;
	return (
		<AgainButton
			// There may be a room of one's own to enter instead.
			busy={practice.isPending || isPending}
			error={practice.error}
			onClick={() => practice.mutate(remembered(), { onSuccess: () => navigate("/waiting") })}
		>{t`Practice now`}</AgainButton>
	);
}

interface AgainProps {
	busy: boolean;
	error: unknown;
	onClick(): void;
	children: string;
}

function AgainButton({ busy, error, onClick, children }: AgainProps) {
	return (
		<>
			<Button kind="primary" busy={busy} onClick={onClick}>
				{children}
			</Button>
			<Failure error={error} />
		</>
	);
}
