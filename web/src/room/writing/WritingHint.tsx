// Says above the chat that one of the two takes part in writing, to both.
import { t } from "@lingui/core/macro";
import { Notice } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import type { RoomState } from "../state";
import { useWriter, type Writer } from "./writer";

export function WritingHint({ room }: { room: RoomState }) {
	const writer = useWriter(room);
	return (
		<div role="status" className="writing-hint">
			{writer && <Notice tone="accent">{wordsOf(writer, nameOf(room.interview.peer))}</Notice>}
		</div>
	);
}

export function wordsOf(writer: Writer, name: string): string {
	if (writer === "both") return t`You both take part in writing: the chat is your conversation.`;
	if (writer === "me") return t`You take part in writing. ${name} is told so: write here what you would say.`;
	return t`${name} takes part in writing. Write to ${name} in the chat what you would say.`;
}
