// The card that starts practice: pick kind, level, and topics, and enter the waiting room. The choice is remembered.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { Schemas } from "../../api/client";
import { useRooms } from "../../api/queries";
import { WhatIsKept } from "../../live/WhatIsKept";
import { CheckDevices } from "../../room/ready/CheckDevices";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { about } from "../../ui/time";
import { Waiting } from "../../ui/words";
import { soloAddress } from "../solo/wish";
import { BusyHours } from "./BusyHours";
import { PracticeBlocked, usePracticeBlock } from "./PracticeBlocked";
import { PracticeChoice } from "./PracticeChoice";
import { remembered, usePractice } from "./practice";

/** `offersCheck`: whether the devices can be checked from here, since no booking above offers it. */
export function PracticeNow({ offersCheck }: { offersCheck: boolean }) {
	const [choice, setChoice] = useState(remembered);
	const { type } = choice;
	const [, navigate] = useLocation();
	const { data: rooms } = useRooms();
	const until = usePracticeBlock();
	const go = usePractice();
	const room = rooms?.find((one) => one.practice && !one.group && one.interview_type === type);
	return (
		<section className="card stack" aria-labelledby="practice-now">
			<h2 id="practice-now">{t`Practice now`}</h2>
			<PracticeChoice value={choice} onChange={setChoice} />
			{until ? (
				<PracticeBlocked until={until} />
			) : (
				<>
					<Button
						kind="primary"
						className="large wide"
						busy={go.isPending}
						onClick={() => go.mutate(choice, { onSuccess: () => navigate("/waiting") })}
					>{t`Find a partner`}</Button>
					<div className="spread muted small practice-now-counts">{room && <Company room={room} />}</div>
					{room && isEmpty(room) && <BusyHours type={type} />}
					<Link href={soloAddress(choice)} className="button quiet wide">{t`Practice alone`}</Link>
					<WhatIsKept />
					{offersCheck && (
						<div>
							<CheckDevices />
						</div>
					)}
				</>
			)}
			<Failure error={go.error} />
		</section>
	);
}

const isEmpty = ({ waiting }: Schemas["Room"]) => waiting.easy + waiting.medium + waiting.hard === 0;

/** How many people wait, and how long a match usually takes. */
function Company({ room }: { room: Schemas["Room"] }) {
	const { waiting, estimated_wait_seconds: wait } = room;
	return (
		<>
			{isEmpty(room) ? (
				<span>{t`No one is waiting yet. You would be the first.`}</span>
			) : (
				<span className="row">
					<Trans>
						Waiting now: <Waiting counts={waiting} />
					</Trans>
				</span>
			)}
			{wait !== null && (
				<span>
					<Trans>A match usually takes {about(wait)}.</Trans>
				</span>
			)}
		</>
	);
}
