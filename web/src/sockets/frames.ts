// Frames of the sockets, typed from the models that the server validates with.
import type { components } from "../api/frames";

type Schemas = components["schemas"];

export interface Run {
	language: string;
	stdout: string;
	stderr: string;
	status: string;
	ms: number;
}

// What a server with a shared desk (editor, runs, more time) speaks besides. Whether it has one its snapshot tells.
interface DeskCommands {
	"editor.language": { language: string };
	"run.share": Run;
	"notes.save": { text: string };
	"interview.extend": Record<string, never>;
}
interface DeskEvents {
	"editor.language": { language: string; by: number };
	"run.shared": Run & { user_id: number; at: string };
	"question.assigned": { user_id: number };
	"interview.extension_proposed": { by: number; until: string };
	"interview.extended": { ends_at: string; extensions_left: number };
}

export type Commands = Omit<Schemas["Commands"], keyof DeskCommands> & DeskCommands;
export type Events = Omit<Schemas["Events"], keyof DeskEvents> & DeskEvents;
export type Frames = Schemas["Frames"];
export type Position = Schemas["StreamPosition"];
export type RoomSnapshot = Frames["interview.snapshot"] & {
	language?: string;
	runs?: DeskEvents["run.shared"][];
	interview: { notes?: string; extensions_left?: number; extension?: { by: number; until: string } | null };
};
export type Participant = Schemas["ParticipantSeen"];
export type ChatLine = Schemas["ChatLine"];
export type LiveInterview = Schemas["LiveInterview"];

/** Something durable that happened. */
export type EventFrame = {
	[Type in keyof Events]: { type: Type; stream: string; offset: number; at: string; data: Events[Type] };
}[keyof Events];

/** What is about this moment only. */
export type MomentFrame = { [Type in keyof Frames]: { type: Type; data: Frames[Type] } }[keyof Frames];

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
