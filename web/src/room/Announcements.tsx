// What is told of the peer and the roles as it happens: to both people by a toast, or to screen readers alone.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { nameOf } from "../ui/names";
import { toast } from "../ui/Toasts";
import { useLasting } from "../ui/useLasting";
import { peerIn, type RoomState } from "./state";
import type { RoomHandle } from "./useRoom";

export function Announcements({ room, call }: { room: RoomState; call: RoomHandle["call"] }) {
	const { role, peer } = room.interview;
	const name = nameOf(peer);
	const presence = peerIn(room)?.presence;
	const isCut = useLasting(room.peerReconnecting);
	const isInterrupted = call.state === "interrupted";
	const isSharing = room.peerMedia?.screen === true;
	const before = useRef({ role, presence, isCut, isInterrupted, isSharing });
	const [words, setWords] = useState("");
	useEffect(() => {
		const last = before.current;
		before.current = { role, presence, isCut, isInterrupted, isSharing };
		if (role !== last.role) {
			const now =
				role === "interviewer"
					? t`You are the interviewer now: ask ${name} the question.`
					: t`You are the interviewee now: your question is next.`;
			toast(room.swappedBy === peer.id ? `${t`${name} swapped the roles.`} ${now}` : now);
		}
		// PeerLeft says it itself.
		if (presence === "left") setWords("");
		else if (isCut && !last.isCut) setWords(t`The connection to ${name} was cut.`);
		else if (presence === "here" && last.presence === "expected") setWords(t`${name} is here.`);
		else if (presence === "here" && (last.presence === "left" || last.isCut) && !isCut) setWords(t`${name} is back.`);
		else if (isInterrupted && !last.isInterrupted) setWords(t`Sound and picture are cut. Chat and code work.`);
		else if (!isInterrupted && last.isInterrupted && call.state === "connected") setWords(t`The call is back.`);
		else if (isSharing && !last.isSharing) setWords(t`${name} shares their screen.`);
		else if (!isSharing && last.isSharing) setWords(t`${name} shares their screen no longer.`);
	}, [role, presence, isCut, isInterrupted, call.state, isSharing, name, peer.id, room.swappedBy]);
	return (
		<span className="visually-hidden" role="status">
			{words}
		</span>
	);
}
