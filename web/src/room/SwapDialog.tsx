// Asks once before the roles are swapped, and says what becomes of the questions and the code.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Failure } from "../ui/Notice";
import { nameOf } from "../ui/names";
import type { RoomState } from "./state";
import { swapRoles } from "./swap";
import type { RoomHandle } from "./useRoom";

interface Props {
	room: RoomState;
	handle: RoomHandle;
	onClose(): void;
}

export function SwapDialog({ room, handle, onClose }: Props) {
	const [error, setError] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const { role, peer } = room.interview;
	const name = nameOf(peer);
	const swap = () => {
		setBusy(true);
		setError(null);
		swapRoles(room, handle).then(onClose, (problem: Error) => {
			setError(problem);
			setBusy(false);
		});
	};
	return (
		<Dialog title={t`Swap roles?`} onClose={onClose}>
			<p>
				{role === "interviewer"
					? t`You become the interviewee: ${name} asks you your question. The question you are asking closes.`
					: t`You become the interviewer: you see ${name}’s question with its solution, and ask it. Your question closes.`}{" "}
				{t`${name} is told right away, and you can both swap back at any time.`}
			</p>
			<p>{t`Each question has its own code and results: those of this one are back when you swap back. The whiteboard, the chat, and your notes stay as they are.`}</p>
			<Failure error={error} />
			<DialogActions onBack={onClose} back={t`Not yet`} action={t`Swap roles`} busy={busy} onAction={swap} />
		</Dialog>
	);
}
