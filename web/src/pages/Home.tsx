// The home page: what is next, and how to begin.
import { Link } from "wouter";
import { type Booking, useLiveBookings, useProfile, useRecent, useSession } from "../api/queries";
import { Underway } from "../live/Underway";
import { Failure } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Loading, Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { TYPES } from "../ui/words";
import { BookingLine } from "./home/BookingLine";
import { PracticeNow } from "./home/PracticeNow";
import { ProgressCard } from "./home/ProgressCard";

export function Home() {
	const { data: me } = useProfile();
	const session = useSession();
	return (
		<Page title={me ? `Hello, ${nameOf(me)}` : "Hello"}>
			<div className="stack wide-gap">
				<Underway />
				<div className="columns">
					<div className="stack wide-gap">
						<Next />
						<PracticeNow key={session?.userId} />
						<Later />
					</div>
					<div className="stack wide-gap">
						<ProgressCard />
						<Recent />
					</div>
				</div>
			</div>
		</Page>
	);
}

function isUpcoming(booking: Booking): boolean {
	return !booking.practice && (booking.status === "booked" || booking.status === "waiting");
}

function Next() {
	const { data, error, refetch, isPending } = useLiveBookings();
	const next = data?.find(isUpcoming);
	return (
		<section className={next ? "card next-card" : "card"} aria-labelledby="next">
			<div className="spread card-head">
				<h2 id="next">{next ? "Next" : "Your bookings"}</h2>
				<Link href="/times">{next ? "Book another time" : "Find a time"}</Link>
			</div>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={104} />}
			{next && <BookingLine key={next.id} booking={next} next />}
			{data && !next && (
				<p className="muted">
					The times you book will be here. At a fixed time more people come, so a match at your level is likelier.
				</p>
			)}
		</section>
	);
}

function Later() {
	const { data } = useLiveBookings();
	const [, ...later] = data?.filter(isUpcoming) ?? [];
	if (later.length === 0) return null;
	return (
		<section className="card" aria-labelledby="later">
			<h2 id="later">Later</h2>
			<ul className="lines">
				{later.map((booking) => (
					<li key={booking.id}>
						<BookingLine booking={booking} />
					</li>
				))}
			</ul>
		</section>
	);
}

const SHOWN = 3;

function Recent() {
	const { data, error, refetch, isPending } = useRecent();
	const ended = data?.filter((one) => one.status === "ended").slice(0, SHOWN) ?? [];
	return (
		<section className="card" aria-labelledby="recent">
			<div className="spread card-head">
				<h2 id="recent">Lately</h2>
				{ended.length > 0 && <Link href="/history">All of them</Link>}
			</div>
			<Failure error={error} again={() => void refetch()} />
			{isPending && <Loading height={72} />}
			{data && ended.length === 0 && (
				<p className="muted">After your first interview you find here whom you met and what they say.</p>
			)}
			{ended.length > 0 && (
				<ul className="lines">
					{ended.map((one) => (
						<li key={one.id} className="stack recent-line">
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
