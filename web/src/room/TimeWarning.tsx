// A warning for everybody when half of the time is over, and before the end. Each is shown for a minute.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { chime } from "../live/attention";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { toast } from "../ui/Toasts";
import { useNow } from "../ui/useNow";
import { useChimes } from "./chimes";
import type { RoomState } from "./state";
import { swapRoles } from "./swap";
import type { RoomHandle } from "./useRoom";

const SHOWN = 60; // seconds

const WARNINGS = [
	{ key: "half", words: t`Half of the time is over: a good moment to swap roles.` },
	{ key: "soon", words: t`Five minutes are left.` },
	{ key: "last", words: t`One minute is left.` },
] as const;

export function TimeWarning({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	const now = useNow(1_000);
	const { ends_at, started_at, status } = room.interview;
	const [closed, setClosed] = useState<string | null>(null);
	const [hasChimes] = useChimes();
	const key =
		status === "live" && ends_at && started_at ? warning(Date.parse(started_at), Date.parse(ends_at), now) : null;
	const hasSwapped = room.swappedBy !== null;
	const shown = WARNINGS.find((one) => one.key === key && one.key !== closed && !(one.key === "half" && hasSwapped));
	const chimes = useRef(hasChimes);
	chimes.current = hasChimes;
	useEffect(() => {
		if (key && chimes.current) chime();
	}, [key]);
	const close = () => setClosed(key);
	const swap = () => {
		close();
		swapRoles(room, handle).catch((error: Error) => toast(error.message));
	};
	return (
		<div className="room-notice" role="status">
			{shown && (
				<Notice
					tone={shown.key === "half" ? "accent" : "warn"}
					action={
						<>
							{shown.key === "half" && (
								<Button className="small-button" icon="swap" onClick={swap}>{t`Swap now`}</Button>
							)}
							<Button kind="quiet" className="small-button" onClick={close}>{t`Close`}</Button>
						</>
					}
				>
					{shown.words}
				</Notice>
			)}
		</div>
	);
}

/** Returns which warning is due at a moment. All are in milliseconds. */
export function warning(start: number, end: number, now: number): (typeof WARNINGS)[number]["key"] | null {
	const left = (end - now) / 1_000;
	const since = { half: (end - start) / 2_000, soon: 300, last: 60 };
	return WARNINGS.find(({ key }) => left <= since[key] && left > since[key] - SHOWN)?.key ?? null;
}
