// The notice that the room's connection has ended for good: why, and how to return. `Connection` covers reconnecting.
import { t } from "@lingui/core/macro";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import type { RoomState } from "./state";
import type { RoomHandle } from "./useRoom";

export function ConnectionLost({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	const isLost = handle.line === "stopped" && !room.ended;
	return (
		<div className="room-notice" role="alert">
			{isLost && (
				<Notice tone="bad" action={<Button kind="primary" onClick={() => location.reload()}>{t`Rejoin`}</Button>}>
					<strong>{t`You are no longer in the room.`}</strong> {handle.why?.detail} {t`What you wrote is kept here.`}
				</Notice>
			)}
		</div>
	);
}
