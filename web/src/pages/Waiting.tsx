// The waiting room: who else waits, the place in line, and what happens next. Having this page open counts as waiting.
import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import type { MatchState } from "../api/match";
import { leave, useBookingAction, useLiveBookings, useSession } from "../api/queries";
import { Connection } from "../live/Live";
import { ToTheRoom } from "../live/ToTheRoom";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { about, clock, countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import { Waiting as Counts, Level, ordinal, TYPES } from "../ui/words";
import { CameraCheck } from "./waiting/CameraCheck";
import { NotWaiting } from "./waiting/NotWaiting";
import { TellMe } from "./waiting/TellMe";
import { useWait } from "./waiting/useWait";

export default function Waiting() {
	const given = new URLSearchParams(useSearch()).get("slot");
	const slotId = given ? Number(given) : null;
	const [attempt, setAttempt] = useState(1);
	const userId = useSession()?.userId;
	return <Attempt key={`${userId} ${slotId} ${attempt}`} slotId={slotId} onAgain={() => setAttempt(attempt + 1)} />;
}

function Attempt({ slotId, onAgain }: { slotId: number | null; onAgain(): void }) {
	const { line, place, ending } = useWait(slotId);
	const [, navigate] = useLocation();
	const leaving = useBookingAction(() => leave(place?.slot_id ?? slotId));
	// After leaving from here the user goes home, so no ending is shown.
	if (ending && !leaving.isPending && !leaving.isSuccess) {
		return <NotWaiting ending={ending} slotId={slotId} onAgain={onAgain} />;
	}
	return (
		<Page title="Waiting room" narrow>
			<Connection state={line} />
			{place ? (
				<WaitingRoom
					place={place}
					busy={leaving.isPending}
					error={leaving.error}
					onLeave={() => leaving.mutate(undefined, { onSuccess: () => navigate("/") })}
				/>
			) : (
				<Loading height={240} />
			)}
		</Page>
	);
}

interface WaitingRoomProps {
	place: MatchState;
	busy: boolean;
	error: unknown;
	onLeave(): void;
}

function WaitingRoom({ place, busy, error, onLeave }: WaitingRoomProps) {
	return (
		<div className="stack" style={{ "--gap": "20px" } as React.CSSProperties}>
			<section className="card stack">
				<BookingSummary place={place} />
				{place.interview ? (
					<ToTheRoom interview={place.interview} />
				) : (
					<>
						<PlaceInLine place={place} />
						<Failure error={error} />
						<div className="row">
							<TellMe />
							<Button kind="danger" busy={busy} onClick={onLeave}>
								Leave
							</Button>
						</div>
						<p className="small muted">
							Stay on this page, in any tab: who leaves is not matched. A reload keeps your place.
						</p>
					</>
				)}
			</section>
			<CameraCheck />
			<section className="card stack">
				<h2>How it goes</h2>
				<ol className="how">
					<li>When somebody is found, you have three minutes to say that you are ready. It starts when both are.</li>
					<li>One asks, the other answers; the interviewer sees hints and a solution. Swap roles half-way.</li>
					<li>Think aloud, and ask before you assume. It is practice: nobody is judged by where they start.</li>
					<li>In the end you both write feedback. You read theirs once you have written yours.</li>
				</ol>
			</section>
		</div>
	);
}

function PlaceInLine({ place }: { place: MatchState }) {
	return (
		<div className="place" aria-live="polite">
			{place.position ? (
				<>
					<p className="place-main">You are {ordinal(place.position)} in line</p>
					<p className="muted">
						<Expectation place={place} />
					</p>
				</>
			) : (
				// The server counts us as away; the open socket corrects that soon.
				<p className="place-main">Getting your place back …</p>
			)}
			{place.waiting && (
				<p>
					<Counts counts={place.waiting} />
				</p>
			)}
		</div>
	);
}

function BookingSummary({ place }: { place: MatchState }) {
	const { data } = useLiveBookings();
	const booking = data?.find((one) => one.id === place.booking_id);
	if (!booking) return null;
	return (
		<p className="muted">
			{TYPES[booking.interview_type]} · <Level of={booking.difficulty} /> ·{" "}
			{booking.practice ? "practise now" : `starts at ${clock(booking.starts_at)}`}
		</p>
	);
}

function Expectation({ place }: { place: MatchState }) {
	const now = useNow(1_000);
	if (place.pairs_at && Date.parse(place.pairs_at) > now) {
		return (
			<>
				Everybody here is paired in {countdown((Date.parse(place.pairs_at) - now) / 1000)}, at {clock(place.pairs_at)}.
			</>
		);
	}
	if (place.estimated_wait_seconds != null) return <>Usually it takes {about(place.estimated_wait_seconds)}.</>;
	return <>You are matched as soon as somebody comes who fits.</>;
}
