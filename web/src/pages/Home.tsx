// Home: what is next, and how to begin. Everything else is behind it.
import { Link } from "wouter";
import { type Booking, useHistory, useLiveBookings, useMatchState, useProfile, useSession } from "../api/queries";
import { Failure, Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { nameOf, TYPES } from "../ui/words";
import { BookingLine } from "./home/BookingLine";
import { PractiseNow } from "./home/PractiseNow";

export function Home() {
	const { data: me } = useProfile();
	const session = useSession();
	return (
		<Page title={me ? `Hello, ${nameOf(me)}` : "Hello"}>
			<div className="stack" style={{ "--gap": "24px" } as React.CSSProperties}>
				<Underway />
				<div className="columns">
					<div className="stack" style={{ "--gap": "24px" } as React.CSSProperties}>
						<PractiseNow key={session?.userId} />
						<Bookings />
					</div>
					<Recent />
				</div>
			</div>
		</Page>
	);
}

/** The way back into what has begun: an interview, or a waiting room that was left. */
function Underway() {
	const { data: state } = useMatchState();
	const interview = state?.interview;
	if (state?.status === "waiting") {
		return (
			<Notice
				tone="accent"
				action={
					<Link href="/waiting" className="button primary">
						Back to the waiting room
					</Link>
				}
			>
				<strong>You are in a waiting room.</strong>
				<div>You are matched only while you are there.</div>
			</Notice>
		);
	}
	if (interview?.i_started && (interview.status === "live" || interview.status === "matched")) {
		return (
			<Notice
				tone="accent"
				action={
					<Link href={`/room/${interview.id}`} className="button primary">
						Back to the interview
					</Link>
				}
			>
				<strong>Your interview with {nameOf(interview.peer)} is on.</strong>
				{interview.ends_at && (
					<div>
						It ends <Time at={interview.ends_at} form="relative" />.
					</div>
				)}
			</Notice>
		);
	}
	return null;
}

function isUpcoming(booking: Booking): boolean {
	return !booking.practice && (booking.status === "booked" || booking.status === "waiting");
}

function Bookings() {
	const { data, error, refetch, isPending } = useLiveBookings();
	const upcoming = data?.filter(isUpcoming) ?? [];
	return (
		<section className="card" aria-labelledby="bookings">
			<div className="spread" style={{ marginBottom: 12 }}>
				<h2 id="bookings">Your bookings</h2>
				{upcoming.length > 0 && <Link href="/times">Book another time</Link>}
			</div>
			<Failure error={error} again={() => void refetch()} />
			{isPending ? (
				<Loading height={72} />
			) : upcoming.length > 0 ? (
				<ul className="lines">
					{upcoming.map((booking) => (
						<BookingLine key={booking.id} booking={booking} />
					))}
				</ul>
			) : (
				!error && (
					<div className="empty">
						<p>
							The times you book will be here. At a fixed time more people come, so a match at your level is likelier.
						</p>
						<Link href="/times" className="button">
							Find a time
						</Link>
					</div>
				)
			)}
		</section>
	);
}

const SHOWN = 3;

function Recent() {
	const { data, isPending } = useHistory();
	const ended = data?.filter((one) => one.status === "ended").slice(0, SHOWN) ?? [];
	return (
		<section className="card" aria-labelledby="recent">
			<div className="spread" style={{ marginBottom: 12 }}>
				<h2 id="recent">Recent interviews</h2>
				{ended.length > 0 && <Link href="/history">All</Link>}
			</div>
			{isPending ? (
				<Loading height={72} />
			) : ended.length === 0 ? (
				<p className="muted">After your first interview you find here whom you met and what they say.</p>
			) : (
				<ul className="lines">
					{ended.map((one) => (
						<li key={one.id} className="stack" style={{ "--gap": "2px" } as React.CSSProperties}>
							<div className="spread">
								<strong>{nameOf(one.peer)}</strong>
								{one.ended_at && (
									<span className="muted small">
										<Time at={one.ended_at} form="relative" />
									</span>
								)}
							</div>
							<span className="muted">
								{TYPES[one.interview_type]}
								{one.feedback_received && ` · overall ${one.feedback_received.overall} of 5`}
							</span>
							{!one.feedback_given && <Link href={`/review/${one.id}`}>Give feedback</Link>}
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
