// The user's own socket, and the card that announces a match. They are present on every page.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useSession } from "../api/queries";
import { LiveSocket, type State } from "../sockets/socket";
import { Button } from "../ui/Button";
import { useLasting } from "../ui/useLasting";
import { type CheckDevices, MatchCard } from "./MatchCard";
import { onUserFrame, onUserStreamBegun } from "./userEvents";

export function Live({ check }: { check: CheckDevices }) {
	const session = useSession();
	const [path] = useLocation();
	if (!session) return null;
	// The waiting room's socket follows the same stream, and the room has its own: one socket a tab is enough. Who
	// practices alone may be waiting, too.
	const hasItsOwn = path === "/waiting" || path === "/solo" || path.startsWith("/room/");
	return (
		<>
			{!hasItsOwn && <OwnStream />}
			<MatchCard check={check} />
		</>
	);
}

/** The user's own socket: also for pages that have a socket of their own, once they need that no more. */
export function OwnStream() {
	const userId = useSession()?.userId;
	const [state, setState] = useState<State>("connecting");
	const [socket, setSocket] = useState<LiveSocket | null>(null);
	useEffect(() => {
		const handlers = { frame: onUserFrame, began: onUserStreamBegun, state: setState };
		const live = new LiveSocket("/ws/connect", () => [`user:${userId}`], handlers);
		setSocket(live);
		live.open();
		return () => live.close();
	}, [userId]);
	return <Connection state={state} tryNow={() => socket?.tryNow()} />;
}

/** Shows that the connection is down, and a way not to wait for the next attempt; short cuts are not mentioned. */
export function Connection({ state, tryNow }: { state: State; tryNow(): void }) {
	const shown = useLasting(state === "reconnecting");
	return (
		<>
			<div role="status">
				{shown && <span className="visually-hidden">{t`Reconnecting. Nothing you entered is lost.`}</span>}
			</div>
			{shown && (
				<div className="connection">
					<span aria-hidden="true">{t`Reconnecting … nothing you entered is lost.`}</span>
					<Button kind="quiet" className="small-button" onClick={tryNow}>{t`Try now`}</Button>
				</div>
			)}
		</>
	);
}
