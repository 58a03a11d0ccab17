// Calls attention to what happens in the room while the tab is hidden, by the title and, where chimes are on, a sound.
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { chime, flashTitle } from "../live/attention";
import { nameOf } from "../ui/names";
import { useChimes } from "./chimes";
import { peerIn, type RoomState } from "./state";

export function WhileHidden({ room }: { room: RoomState }) {
	const { peer, role, status } = room.interview;
	const [hasChimes] = useChimes();
	const now = {
		line: room.chat.findLast((one) => one.user_id === peer.id)?.id,
		isHere: peerIn(room)?.presence === "here",
		isWished: room.extension?.by === peer.id,
		...{ role, status },
	};
	const before = useRef(now);
	useEffect(() => {
		const last = before.current;
		before.current = now;
		const words = document.hidden ? changeOf(last, now, nameOf(peer)) : null;
		if (!words) return;
		flashTitle(`● ${words}`);
		if (hasChimes) chime();
	});
	return null;
}

interface Seen {
	line: string | undefined;
	isHere: boolean;
	isWished: boolean;
	role: string;
	status: string;
}

function changeOf(last: Seen, now: Seen, name: string): string | null {
	if (now.status !== last.status) return now.status === "live" ? t`The interview has begun` : t`The interview is over`;
	if (now.role !== last.role) return t`The roles were swapped`;
	if (now.line !== last.line) return t`${name} wrote`;
	if (now.isWished && !last.isWished) return t`${name} asks for more time`;
	return now.isHere && !last.isHere ? t`${name} is here` : null;
}
