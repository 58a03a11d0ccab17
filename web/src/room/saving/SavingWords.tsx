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
	/** Whether my camera is on, whatever is sent of it. */
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
					{t`Your line is too weak for your picture: ${name} hears you and doesn’t see you. It comes back by itself.`}
				</Notice>
			)}
			{room.peerMedia?.weak_line && (
				<p>{t`The line of ${name} is too weak for their picture, which comes back by itself. You hear them.`}</p>
			)}
		</>
	);
}
