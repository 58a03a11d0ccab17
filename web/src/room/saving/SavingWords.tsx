// Says why there is no picture, and what brings it back.
import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import type { RoomState } from "../state";
import type { Saving } from "./useSaving";

interface Props {
	room: RoomState;
	saving: Saving;
	/** Whether my camera is on, be it sent or not. */
	hasCamera: boolean;
}

export function SavingWords({ room, saving, hasCamera }: Props) {
	const { isAudioOnly, isWeak, audioOnly, toggle } = saving;
	const name = nameOf(room.interview.peer);
	if (isAudioOnly) {
		return (
			<Notice tone="accent" action={<Button onClick={toggle}>{t`Back to video`}</Button>}>
				{audioOnly.by === "peer"
					? t`${name} chose audio only, to save the line: no camera is sent, neither yours nor theirs.`
					: t`Audio only, to save the line: no camera is sent, neither yours nor the one of ${name}.`}
			</Notice>
		);
	}
	return (
		<>
			{isWeak && hasCamera && (
				<Notice tone="warn">
					{t`The line is too weak for your picture: ${name} hears you and doesn’t see you. It comes back by itself.`}
				</Notice>
			)}
			{room.peerMedia?.weak_line && (
				<p>{t`The line is too weak for the picture of ${name}, which comes back by itself.`}</p>
			)}
		</>
	);
}
