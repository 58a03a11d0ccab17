// Practice now within a group: its rooms, and who waits there.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { useLocation } from "wouter";
import { useRooms } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Waiting } from "../../ui/words";
import { PracticeBlocked, usePracticeBlock } from "../home/PracticeBlocked";
import { PracticeChoice } from "../home/PracticeChoice";
import { remembered, usePractice } from "../home/practice";
import type { Group } from "./queries";

export function PracticeHere({ group }: { group: Group }) {
	const [choice, setChoice] = useState(remembered);
	const [, navigate] = useLocation();
	const { data: rooms } = useRooms();
	const until = usePracticeBlock();
	const go = usePractice(group.id);
	const room = rooms?.find((one) => one.practice && one.interview_type === choice.type && one.group?.id === group.id);
	return (
		<section className="card stack" aria-labelledby="practice-here">
			<h2 id="practice-here">{t`Practice now in this group`}</h2>
			<PracticeChoice value={choice} onChange={setChoice} />
			{until ? (
				<PracticeBlocked until={until} />
			) : (
				<Button
					kind="primary"
					className="large wide"
					busy={go.isPending}
					onClick={() => go.mutate(choice, { onSuccess: () => navigate("/waiting") })}
				>{t`Find a partner in this group`}</Button>
			)}
			{room && (
				<div className="row muted small">
					<Trans>
						Waiting now: <Waiting counts={room.waiting} />
					</Trans>
				</div>
			)}
			<Failure error={go.error} />
		</section>
	);
}
