// The user's own socket, and the card that announces a match. They are present on every page.
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useSession } from "../api/queries";
import { LiveSocket, type State } from "../sockets/socket";
import { MatchCard } from "./MatchCard";
import { onUserFrame, onUserStreamBegun } from "./userEvents";

export function Live() {
	const session = useSession();
	const [path] = useLocation();
	if (!session) return null;
	// The waiting room's socket follows the same stream, and the room has its own: one socket a tab is enough.
	const elsewhere = path === "/waiting" || path.startsWith("/room/");
	return (
		<>
			{!elsewhere && <OwnStream userId={session.userId} />}
			{!path.startsWith("/room/") && <MatchCard />}
		</>
	);
}

function OwnStream({ userId }: { userId: number }) {
	const [state, setState] = useState<State>("connecting");
	useEffect(() => {
		const handlers = { frame: onUserFrame, began: onUserStreamBegun, state: setState };
		const socket = new LiveSocket("/ws/connect", () => [`user:${userId}`], handlers);
		socket.open();
		return () => socket.close();
	}, [userId]);
	return <Connection state={state} />;
}

/** Shows that the connection is down; short interruptions are not mentioned. */
export function Connection({ state }: { state: State }) {
	const [shown, setShown] = useState(false);
	useEffect(() => {
		if (state !== "reconnecting") {
			setShown(false);
			return;
		}
		const timer = setTimeout(() => setShown(true), 1_500);
		return () => clearTimeout(timer);
	}, [state]);
	return (
		<div role="status">{shown && <div className="connection">Reconnecting … nothing you entered is lost.</div>}</div>
	);
}
