// The cards with bookings: the next one, those after it, and what stands there while there are none.
import { Link } from "wouter";
import type { Booking } from "../../api/queries";
import { BookingLine } from "./BookingLine";

export function Next({ booking }: { booking: Booking }) {
	return (
		<section className="card next-card" aria-labelledby="next">
			<div className="spread card-head">
				<h2 id="next">Next interview</h2>
				<Link href="/times">Book another time</Link>
			</div>
			<BookingLine key={booking.id} booking={booking} next />
		</section>
	);
}

export function Later({ bookings }: { bookings: Booking[] }) {
	return (
		<section className="card" aria-labelledby="later">
			<h2 id="later">Later</h2>
			<ul className="lines">
				{bookings.map((booking) => (
					<li key={booking.id}>
						<BookingLine booking={booking} />
					</li>
				))}
			</ul>
		</section>
	);
}

export function NoBookings() {
	return (
		<section className="card" aria-labelledby="bookings">
			<h2 id="bookings">Your bookings</h2>
			<div className="spread">
				<p className="muted no-bookings">
					You have no bookings. More people come at a booked time, so a match at your level is more likely.
				</p>
				<Link href="/times" className="button">
					Find a time
				</Link>
			</div>
		</section>
	);
}
