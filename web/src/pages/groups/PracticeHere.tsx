// Practice now within a group: its rooms, and who waits there.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { useLocation } from "wouter";
import { enter, useBookingAction, useProfile, useRooms } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Failure } from "../../ui/Notice";
import { LEVEL_OPTIONS, TYPE_OPTIONS, Waiting } from "../../ui/words";
import { PracticeBlocked, usePracticeBlock } from "../home/PracticeBlocked";
import { type Practice, remember, remembered } from "../home/practice";
import type { Group } from "./queries";

export function PracticeHere({ group }: { group: Group }) {
	const [{ type, level }, setChoice] = useState(remembered);
	const [, navigate] = useLocation();
	const { data: rooms } = useRooms();
	const until = usePracticeBlock();
	const go = useGroupPractice(group.id);
	const room = rooms?.find((one) => one.practice && one.interview_type === type && one.group?.id === group.id);
	return (
		<section className="card stack" aria-labelledby="practice-here">
			<h2 id="practice-here">{t`Practice now in this group`}</h2>
			<Choice
				legend={t`Kind of interview`}
				hideLegend
				even
				options={TYPE_OPTIONS}
				value={type}
				onChange={(value) => setChoice({ type: value, level })}
			/>
			<Choice
				legend={t`Level`}
				hideLegend
				even
				options={LEVEL_OPTIONS}
				value={level}
				onChange={(value) => setChoice({ type, level: value })}
			/>
			{until ? (
				<PracticeBlocked until={until} />
			) : (
				<Button
					kind="primary"
					className="large wide"
					busy={go.isPending}
					onClick={() => go.mutate({ type, level }, { onSuccess: () => navigate("/waiting") })}
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

function useGroupPractice(groupId: number) {
	const { data, refetch } = useProfile();
	return useBookingAction(async (practice: Practice) => {
		remember(practice);
		const me = data ?? (await refetch({ throwOnError: true })).data;
		const language = me?.languages[0] ?? "en";
		return enter({ interview_type: practice.type, difficulty: practice.level, language, group_id: groupId });
	});
}
