// The props that the parts of the room share.
import type { Large } from "./large";
import type { Tracks } from "./lines";
import type { Media } from "./media";
import type { Screen } from "./screen";
import type { RoomState } from "./state";
import type { RoomHandle } from "./useRoom";

export interface RoomProps {
	room: RoomState;
	handle: RoomHandle;
	media: Media;
	screen: Screen;
}

export interface PictureProps {
	/** What is shown of the peer. */
	remote: Tracks;
	large: Large;
}
