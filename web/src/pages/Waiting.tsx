// The waiting room: who else waits, where you stand, and what happens next. Being here is being present.
import { useEffect, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { leave, type MatchState, queryClient, useBookingAction, useLiveBookings, useSession } from "../api/queries";
import { Connection } from "../live/Live";
import { hear } from "../live/news";
import type { ErrorData, ServerFrame } from "../sockets/frames";
import { LiveSocket, type State } from "../sockets/socket";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { about, clock, countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import { Waiting as Counts, Level, ordinal, TYPES } from "../ui/words";
import { CameraCheck } from "./waiting/CameraCheck";
import { type NextSlot, Outside, Over } from "./waiting/Out";
import { TellMe } from "./waiting/TellMe";

interface Line {
	state: State;
	why?: ErrorData | undefined;
}

const ATTEMPTS = 3;

export default function Waiting() {
	const slot = new URLSearchParams(useSearch()).get("slot");
	const session = useSession();
	const [line, setLine] = useState<Line>({ state: "connecting" });
	const [place, setPlace] = useState<MatchState | null>(null);
	const [next, setNext] = useState<readonly NextSlot[]>([]);
	const [attempt, setAttempt] = useState(1);
	const userId = session?.userId;
	useEffect(() => {
		const take = (frame: ServerFrame, isOld: boolean) => {
			if (frame.type === "waiting_room.snapshot") {
				setPlace(frame.data);
				queryClient.setQueryData(["match"], frame.data);
			} else if (frame.type === "waiting_room.changed") {
				setPlace((before) => before && { ...before, ...frame.data });
			} else if (!isOld) {
				hear(frame);
				if (frame.type !== "match.expired") return;
				setPlace((before) => before && { ...before, status: "expired" });
				setNext(frame.data.next_slots);
			}
		};
		const socket = new LiveSocket(`/ws/match${slot ? `?slot_id=${slot}` : ""}`, () => [`user:${userId}`], {
			frame: take,
			state: (state, why) => {
				setLine({ state, why });
				// Matched in the very moment of entering: the next socket tells with whom.
				if (why?.code === "already_matched" && attempt < ATTEMPTS) setAttempt(attempt + 1);
			},
		});
		socket.open();
		return () => socket.close();
	}, [slot, userId, attempt]);
	if (line.state === "stopped" && place?.status !== "expired") return <Outside why={line.why} />;
	if (!place) {
		return (
			<Page title="Waiting room" narrow>
				<Connection state={line.state} />
				<Loading height={240} />
			</Page>
		);
	}
	if (place.status === "expired" || place.status === "idle" || place.status === "booked") return <Over next={next} />;
	return (
		<Page title="Waiting room" narrow>
			<Connection state={line.state} />
			<Inside place={place} />
		</Page>
	);
}

function Inside({ place }: { place: MatchState }) {
	const [, navigate] = useLocation();
	const go = useBookingAction(() => leave(place.slot_id));
	return (
		<div className="stack" style={{ "--gap": "20px" } as React.CSSProperties}>
			<section className="card stack">
				<What place={place} />
				<div className="place" aria-live="polite">
					{place.status === "matched" ? (
						<p className="place-main">You are matched.</p>
					) : (
						<>
							<p className="place-main">
								{place.position ? `You are ${ordinal(place.position)} in line` : "You are in"}
							</p>
							<p className="muted">
								<Expectation place={place} />
							</p>
						</>
					)}
					{place.waiting && (
						<p>
							<Counts counts={place.waiting} />
						</p>
					)}
				</div>
				<Failure error={go.error} />
				<div className="row">
					<TellMe />
					<Button
						kind="danger"
						busy={go.isPending}
						onClick={() => go.mutate(undefined, { onSuccess: () => navigate("/") })}
					>
						Leave
					</Button>
				</div>
				<p className="small muted">
					Stay on this page, in any tab: who leaves is not matched. A reload keeps your place.
				</p>
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

function What({ place }: { place: MatchState }) {
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
