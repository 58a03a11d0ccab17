// What both have to see while it is so, above all panes: that captions are sent, and that the call is recorded.
import { useEffect, useRef } from "react";
import { nameOf } from "../ui/names";
import { toast } from "../ui/Toasts";
import { GivenSign } from "./captions/GivenSign";
import { useGivenCaptions } from "./captions/useGivenCaptions";
import { RecordingSign } from "./recording/RecordingSign";
import type { RoomProps } from "./roomProps";
import { wordsOf } from "./writing/WritingHint";
import { useWriter } from "./writing/writer";
import "../styles/room-writing.css";

export function RoomSigns({ room, handle, media }: Pick<RoomProps, "room" | "handle" | "media">) {
	const name = nameOf(room.interview.peer);
	return (
		<div className="room-signs">
			<RecordingSign room={room} />
			<div role="status">
				<GivenSign captions={useGivenCaptions(room, handle, media)} name={name} />
			</div>
			<PeerWrites room={room} name={name} />
		</div>
	);
}

/** Says it once when it becomes so: the hint above the chat may be out of sight. */
function PeerWrites({ room, name }: { room: RoomProps["room"]; name: string }) {
	const writer = useWriter(room);
	const before = useRef<typeof writer>(null);
	useEffect(() => {
		if (writer === "peer" && before.current !== "peer") toast(wordsOf(writer, name));
		before.current = writer;
	}, [writer, name]);
	return null;
}
