// Ten more minutes, if the server has them and both agree: one asks, the other agrees before the proposal expires.
import { t } from "@lingui/core/macro";
import { Button } from "../ui/Button";
import { nameOf } from "../ui/names";
import { toast } from "../ui/Toasts";
import { useNow } from "../ui/useNow";
import type { RoomState } from "./state";
import type { RoomHandle } from "./useRoom";

export function Extension({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	const now = useNow(1_000);
	const { status, extensions_left, peer } = room.interview;
	if (status !== "live" || extensions_left === 0) return null;
	const wish = room.extension && Date.parse(room.extension.until) > now ? room.extension.by : null;
	const name = nameOf(peer);
	const ask = () =>
		void handle.send("interview.extend", {}).catch((error: Error) => toast(t`No more time: ${error.message}`));
	const words = wish === null ? t`+10 min` : wish === peer.id ? t`Agree to +10 min` : t`Asked for +10 min`;
	return (
		<>
			<Button kind={wish === peer.id ? "primary" : "quiet"} busy={wish !== null && wish !== peer.id} onClick={ask}>
				{words}
			</Button>
			<span className="visually-hidden" role="status">
				{wish === peer.id && t`${name} would like ten more minutes. You can agree.`}
			</span>
		</>
	);
}
