// The types of socket frames, generated from the models that the server validates with.
import type { components } from "../api/frames";

type Schemas = components["schemas"];

export type Commands = Schemas["Commands"];
export type Events = Schemas["Events"];
export type Frames = Schemas["Frames"];
export type Position = Schemas["StreamPosition"];
export type RoomSnapshot = Frames["interview.snapshot"];
export type CodeLanguage = RoomSnapshot["language"];
export type Run = Schemas["RunData"];
export type CaseData = Schemas["CaseData"];
export type SharedRun = Schemas["SharedRunView"];
export type Participant = Schemas["ParticipantView"];
export type PeerMedia = Frames["peer.media"];
export type ChatLine = Schemas["ChatLine"];
export type LiveInterview = RoomSnapshot["interview"];

/** A durable event of a stream. */
export type EventFrame = {
	[Type in keyof Events]: { type: Type; stream: string; offset: number; at: string; data: Events[Type] };
}[keyof Events];

/** A frame that only matters now. */
export type MomentFrame =
	| { [Type in keyof Frames]: { type: Type; data: Frames[Type] } }[keyof Frames]
	| Schemas["DocumentUnsaved"]
	| Schemas["DocumentSaved"];

export type ServerFrame = EventFrame | MomentFrame;
export type ErrorData = Schemas["ErrorData"];

export interface Answer {
	type: "ack" | "error";
	id?: string | null;
	data?: ErrorData;
}

export function isEvent(frame: ServerFrame): frame is EventFrame {
	return "stream" in frame && "offset" in frame;
}
