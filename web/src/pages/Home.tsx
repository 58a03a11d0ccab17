// The home page: what is next, and how to begin.
import { t } from "@lingui/core/macro";
import { type Booking, useLiveBookings, useProfile, useSession } from "../api/queries";
import { Underway } from "../live/Underway";
import { Failure } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Loading, Page } from "../ui/Page";
import { Later, Next, NoBookings } from "./home/Bookings";
import { GroupRooms } from "./home/GroupRooms";
import { InviteCard } from "./home/InviteCard";
import { OpenLink } from "./home/OpenLink";
import { PracticeNow } from "./home/PracticeNow";
import { ProgressCard } from "./home/ProgressCard";
import { Recent } from "./home/Recent";

export function Home() {
	const { data: me } = useProfile();
	return (
		<Page title={me ? t`Hello, ${nameOf(me)}` : t`Hello`}>
			<div className="stack wide-gap">
				<Underway />
				<div className="columns">
					<div className="stack wide-gap">
						<WhatNow />
					</div>
					<div className="stack wide-gap">
						<GroupRooms />
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

/** The next booking first, if there is one; otherwise practicing now. */
function WhatNow() {
	const session = useSession();
	const { data, error, refetch, isPending } = useLiveBookings();
	const [next, ...later] = data?.filter(isUpcoming) ?? [];
	// Otherwise the button would move away from under the pointer.
	if (isPending) return <Loading height={420} />;
	return (
		<>
			{next && <Next booking={next} />}
			<OpenLink />
			<PracticeNow key={session?.userId} offersCheck={!next} />
			<Failure error={error} again={() => void refetch()} />
			{later.length > 0 && <Later bookings={later} />}
			{data && !next && <NoBookings />}
			<InviteCard />
		</>
	);
}
