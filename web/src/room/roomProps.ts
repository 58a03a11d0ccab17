// The props that the parts of the room share.
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
