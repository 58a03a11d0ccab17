// The waiting room: who else waits, and what happens next. Having this page open counts as waiting.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link, useLocation, useSearch } from "wouter";
import { isThere, type MatchState, whereAmI } from "../api/match";
import { type Booking, leave, useBookingAction, useLiveBookings, useSession } from "../api/queries";
import { Connection, OwnStream } from "../live/Live";
import { TakingPartCard } from "../live/TakingPartChoice";
import { ToTheRoom } from "../live/ToTheRoom";
import { useTakingPart } from "../live/takingPart";
import { useTopicNames } from "../live/topics/topics";
import { WhatIsKept } from "../live/WhatIsKept";
import type { ErrorData } from "../sockets/frames";
import { Button } from "../ui/Button";
import { Failure, Notice } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { clock } from "../ui/time";
import { Waiting as Counts, Level, TYPES } from "../ui/words";
import { BusyHours } from "./home/BusyHours";
import { soloAddress } from "./solo/wish";
import { DeviceStep } from "./waiting/DeviceStep";
import { Expectation } from "./waiting/Expectation";
import { NotWaiting } from "./waiting/NotWaiting";
import { Reunion } from "./waiting/Reunion";
import { TellMe } from "./waiting/TellMe";
import { useWait } from "./waiting/useWait";

export default function Waiting() {
	const given = new URLSearchParams(useSearch()).get("slot");
	const slotId = given ? Number(given) : null;
	const userId = useSession()?.userId;
	return <Visit key={`${userId} ${slotId}`} slotId={slotId} />;
}

function Visit({ slotId }: { slotId: number | null }) {
	const { line, tryNow, state, refusal } = useWait(slotId);
	const [, navigate] = useLocation();
	const leaving = useBookingAction(() => leave(state?.slot_id ?? slotId));
	if (state && !isThere(state)) {
		return (
			<>
				<OwnStream />
				{/* After leaving from here the user goes home, so no ending is shown. */}
				{!leaving.isPending && !leaving.isSuccess && <NotWaiting state={state} refusal={refusal?.detail ?? null} />}
			</>
		);
	}
	return (
		<Page title={t`Waiting room`} narrow>
			<Connection state={line} tryNow={tryNow} />
			{/* The wait may end although this page no longer follows it, for instance when the slot closes. */}
			{refusal && <OwnStream />}
			{state ? (
				<WaitingRoom
					state={state}
					refusal={refusal}
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
	state: MatchState;
	refusal: ErrorData | null;
	busy: boolean;
	error: unknown;
	onLeave(): void;
}

function WaitingRoom({ state, refusal, busy, error, onLeave }: WaitingRoomProps) {
	// Whoever takes part in writing needs no device.
	const [{ writes }] = useTakingPart();
	return (
		<div className="stack" style={{ "--gap": "20px" } as React.CSSProperties}>
			<section className="card stack">
				<BookingSummary state={state} />
				{state.interview ? (
					<ToTheRoom interview={state.interview} />
				) : (
					<>
						<Search state={state} />
						<Alone state={state} />
						<Reunion offer={state.reunion} />
						{refusal && <NotFollowed why={refusal.detail} />}
						<Failure error={error} />
						<div className="row">
							<TellMe />
							<Button kind="danger" busy={busy} onClick={onLeave}>{t`Leave`}</Button>
						</div>
						<p className="small muted">
							<Trans>
								Keep this page open: if you close it, you won’t be matched. You can use other tabs meanwhile, and
								reloading keeps your place.
							</Trans>
						</p>
						<WhatIsKept />
					</>
				)}
			</section>
			{!state.interview && <MeanwhileAlone state={state} />}
			{!writes && <DeviceStep opensItself={!state.interview} />}
			<TakingPartCard />
			<section className="card stack">
				<h2>{t`How it goes`}</h2>
				<ol className="how">
					<li>
						<Trans>
							When a partner is found, you have three minutes to say that you are ready. It starts when both are.
						</Trans>
					</li>
					<li>
						<Trans>One asks, the other answers; the interviewer sees hints and a solution. Swap roles halfway.</Trans>
					</li>
					<li>
						<Trans>Think aloud, and ask before you assume. It is practice: nobody is judged by where they start.</Trans>
					</li>
					<li>{t`At the end you both write feedback. You can read theirs once you have written yours.`}</li>
				</ol>
			</section>
		</div>
	);
}

function Search({ state }: { state: MatchState }) {
	return (
		<div className="place" aria-live="polite">
			{whereAmI(state) === "waiting" ? (
				<>
					<p className="place-main">{t`Looking for a partner`}</p>
					<p className="muted">
						<Expectation state={state} />
					</p>
				</>
			) : (
				// The server counts us as away; the open socket corrects that soon.
				<p className="place-main">{t`Getting your place back …`}</p>
			)}
			{state.waiting && (
				<p>
					<Counts counts={state.waiting} />
				</p>
			)}
		</div>
	);
}

/** For somebody who is alone in the public practice room: when others usually come. */
function Alone({ state: { waiting, booking_id, pairs_at } }: { state: MatchState }) {
	const { data } = useLiveBookings();
	const booking = data?.find((one) => one.id === booking_id);
	const isAlone = waiting && waiting.easy + waiting.medium + waiting.hard <= 1;
	return booking?.practice && !booking.group && isAlone && !pairs_at ? (
		<BusyHours type={booking.interview_type} />
	) : null;
}

function MeanwhileAlone({ state }: { state: MatchState }) {
	const { data } = useLiveBookings();
	const booking = data?.find((one) => one.id === state.booking_id);
	return (
		<section className="card spread" aria-labelledby="meanwhile">
			<div>
				<h2 id="meanwhile">{t`Meanwhile`}</h2>
				<p className="muted">{t`Practice a question alone. You keep your place, and a match interrupts you.`}</p>
			</div>
			<Link href={booking ? addressFor(booking) : "/solo"} className="button">{t`Practice alone`}</Link>
		</section>
	);
}

function addressFor({ interview_type: type, difficulty: level, topics }: Booking): string {
	return soloAddress({ type, level, topics: { [type]: topics } });
}

/** The socket was closed for good, so this page can't keep the user in the waiting room. */
function NotFollowed({ why }: { why: string }) {
	return (
		<Notice tone="bad" action={<Button kind="primary" onClick={() => location.reload()}>{t`Come back`}</Button>}>
			<strong>{t`This page is no longer connected to the waiting room.`}</strong> {why}
		</Notice>
	);
}

function BookingSummary({ state }: { state: MatchState }) {
	const { data } = useLiveBookings();
	const booking = data?.find((one) => one.id === state.booking_id);
	const topics = useTopicNames(booking?.topics);
	if (!booking) return null;
	return (
		<p className="muted">
			{TYPES[booking.interview_type]} · <Level of={booking.difficulty} /> ·{" "}
			{booking.practice ? t`practice now` : t`starts at ${clock(booking.starts_at)}`}
			{topics && ` · ${t`Topics: ${topics}`}`}
		</p>
	);
}
