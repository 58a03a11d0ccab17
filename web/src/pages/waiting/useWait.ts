// One wait in one waiting room: its socket and its end. The socket updates the match state, with the place in line.
import { useEffect, useState } from "react";
import {
	knownMatchState,
	type MatchState,
	showMatchState,
	showWaitingRoomChange,
	useMatchState,
} from "../../api/match";
import { queryClient, useSession } from "../../api/queries";
import { onUserFrame } from "../../live/userEvents";
import type { ServerFrame } from "../../sockets/frames";
import { LiveSocket, type State } from "../../sockets/socket";
import { type Ending, endingBy, isOver } from "./ending";

export interface Wait {
	line: State;
	/** Null until the waiting room is entered. */
	place: MatchState | null;
	ending: Ending | null;
}

export function useWait(slotId: number | null): Wait {
	const userId = useSession()?.userId;
	const [line, setLine] = useState<State>("connecting");
	const [entered, setEntered] = useState<number | null>(null);
	const [ending, setEnding] = useState<Ending | null>(null);
	const { data } = useMatchState(slotId);
	useEffect(() => {
		let isGone = false;
		const end = (how: Ending) => {
			setEnding((before) => before ?? how);
			// Otherwise, reconnecting would enter the room again.
			socket.close();
		};
		const onFrame = (frame: ServerFrame) => {
			if (frame.type === "waiting_room.snapshot") {
				void showMatchState(slotId, frame.data).then(() => setEntered(frame.data.booking_id));
			} else if (frame.type === "waiting_room.changed") {
				showWaitingRoomChange(slotId, frame.data);
			} else {
				const place = knownMatchState(slotId);
				const how = place && endingBy(frame, place);
				if (how) end(how);
				onUserFrame(frame);
			}
		};
		const socket = new LiveSocket(`/ws/match${slotId === null ? "" : `?slot_id=${slotId}`}`, () => [`user:${userId}`], {
			frame: (frame, isOld) => {
				if (!isOld) onFrame(frame);
			},
			state: (state, why) => {
				setLine(state);
				if (state !== "stopped" || isGone) return;
				setEnding((before) => before ?? { why: "unknown", detail: why?.detail });
				void queryClient.invalidateQueries({ queryKey: ["match"] });
			},
		});
		socket.open();
		return () => {
			isGone = true;
			socket.close();
		};
	}, [slotId, userId]);
	const place = entered === null ? null : (data ?? null);
	return { line, place, ending: ending ?? (place && isOver(place, entered) ? { why: "unknown" } : null) };
}
