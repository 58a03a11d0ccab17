// What is told of the peer and the roles as it happens: to both people by a toast, or to screen readers alone.
import { useEffect, useRef, useState } from "react";
import { nameOf } from "../ui/names";
import { toast } from "../ui/Toasts";
import { peerIn, type RoomState } from "./state";

export function Announcements({ room }: { room: RoomState }) {
	const { role, peer } = room.interview;
	const name = nameOf(peer);
	const presence = peerIn(room)?.presence;
	const isCut = room.peerReconnecting;
	const before = useRef({ role, presence, isCut });
	const [words, setWords] = useState("");
	useEffect(() => {
		const last = before.current;
		before.current = { role, presence, isCut };
		if (role !== last.role) {
			const now =
				role === "interviewer"
					? `You are the interviewer now: ask ${name} the question.`
					: "You are the interviewee now: your question is next.";
			toast(room.swappedBy === peer.id ? `${name} swapped the roles. ${now}` : now);
		}
		// PeerLeft says it itself.
		if (presence === "left") setWords("");
		else if (isCut && !last.isCut) setWords(`The connection to ${name} was cut.`);
		else if (presence === "here" && last.presence === "expected") setWords(`${name} is here.`);
		else if (presence === "here" && (last.presence === "left" || last.isCut) && !isCut) setWords(`${name} is back.`);
	}, [role, presence, isCut, name, peer.id, room.swappedBy]);
	return (
		<span className="visually-hidden" role="status">
			{words}
		</span>
	);
}
