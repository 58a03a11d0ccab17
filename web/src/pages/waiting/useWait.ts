// The waiting room's socket, which keeps the user present there and updates the match state. What is shown is that state.
import { useEffect, useState } from "react";
import {
	isThere,
	type MatchState,
	readMatchStateAgain,
	showMatchState,
	showWaitingRoomChange,
	useMatchState,
} from "../../api/match";
import { useSession } from "../../api/queries";
import { onUserFrame, onUserStreamBegun } from "../../live/userEvents";
import type { ErrorData, ServerFrame } from "../../sockets/frames";
import { LiveSocket, type State } from "../../sockets/socket";

export interface Wait {
	line: State;
	tryNow(): void;
	/** Null until the user is there, or the server has said that they can't be. */
	state: MatchState | null;
	/** Why the server closed the socket for good. */
	refusal: ErrorData | null;
}

export function useWait(slotId: number | null): Wait {
	const userId = useSession()?.userId;
	const [line, setLine] = useState<State>("connecting");
	const [hasAnswered, setAnswered] = useState(false);
	const [refusal, setRefusal] = useState<ErrorData | null>(null);
	const [socket, setSocket] = useState<LiveSocket | null>(null);
	const { data } = useMatchState(slotId);
	const state = data && (hasAnswered || isThere(data)) ? data : null;
	// Once a wait is over, reconnecting would enter the room again.
	const isOpen = state === null || isThere(state);
	useEffect(() => {
		if (!isOpen) return;
		let isGone = false;
		const onFrame = (frame: ServerFrame) => {
			if (frame.type === "waiting_room.snapshot") {
				setRefusal(null);
				void showMatchState(slotId, frame.data).then(() => setAnswered(true));
			} else if (frame.type === "waiting_room.changed") {
				showWaitingRoomChange(slotId, frame.data);
			} else {
				onUserFrame(frame);
			}
		};
		const live = new LiveSocket(`/ws/match${slotId === null ? "" : `?slot_id=${slotId}`}`, () => [`user:${userId}`], {
			frame: (frame, isOld) => {
				if (!isOld) onFrame(frame);
			},
			began: onUserStreamBegun,
			state: (now, why) => {
				setLine(now);
				if (now !== "stopped" || isGone) return;
				setRefusal(why ?? null);
				void readMatchStateAgain().then(() => setAnswered(true));
			},
		});
		setLine("connecting");
		setSocket(live);
		live.open();
		return () => {
			isGone = true;
			live.close();
		};
	}, [slotId, userId, isOpen]);
	return { line, tryNow: () => socket?.tryNow(), state, refusal };
}
