// The notice that the server can't save changes of the document at the moment. People can go on writing.
import { Trans } from "@lingui/react/macro";
import { Notice } from "../ui/Notice";
import type { RoomState } from "./state";

export function Unsaved({ room }: { room: RoomState }) {
	return (
		<div className="room-notice" role="status">
			{room.isUnsaved && !room.ended && (
				<Notice tone="warn">
					<Trans>
						<strong>Your work isn’t being saved at the moment.</strong> You can keep working. Leave this tab open:
						everything is saved as soon as possible.
					</Trans>
				</Notice>
			)}
		</div>
	);
}
