// The cards with bookings: the next one, those after it, and what stands there while there are none.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "wouter";
import type { Booking } from "../../api/queries";
import { BookingLine } from "./BookingLine";

export function Next({ booking }: { booking: Booking }) {
	return (
		<section className="card next-card" aria-labelledby="next">
			<div className="spread card-head">
				<h2 id="next">{t`Next interview`}</h2>
				<div className="row">
					<Link href={inviteLike(booking)}>{t`Invite somebody`}</Link>
					<Link href="/times">{t`Book another time`}</Link>
				</div>
			</div>
			<BookingLine key={booking.id} booking={booking} next />
		</section>
	);
}

/** The form for an invitation to an interview like this one. */
function inviteLike({ interview_type: type, difficulty: level, language }: Booking): string {
	return `/invites/new?${new URLSearchParams({ type, level, language })}`;
}

export function Later({ bookings }: { bookings: Booking[] }) {
	return (
		<section className="card" aria-labelledby="later">
			<h2 id="later">{t`Later`}</h2>
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
			<h2 id="bookings">{t`Your bookings`}</h2>
			<div className="spread">
				<p className="muted no-bookings">
					<Trans>
						You have no bookings. More people come at a booked time, so a match at your level is more likely.
					</Trans>
				</p>
				<Link href="/times" className="button">{t`Find a time`}</Link>
			</div>
		</section>
	);
}
