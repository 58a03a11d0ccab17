// The language of the desk: what the room says, or what was chosen here and is still on its way.
import { useState } from "react";
import { pause } from "../../api/client";
import type { CodeLanguage } from "../../sockets/frames";
import { toast } from "../../ui/Toasts";
import type { RoomHandle } from "../useRoom";

const LATEST = 1000; // milliseconds that the event of a choice may come after its ack

interface Choice {
	next: CodeLanguage;
	/** Whether the server has taken it. The room then says it as well, or what the peer has chosen since. */
	isTaken: boolean;
}

/**
 * Returns the language, and a function that chooses one for both. The events of two quick choices come after the second
 * was made: only the last one counts here.
 */
export function useLanguage(inRoom: CodeLanguage, send: RoomHandle["send"]) {
	const [choice, setChoice] = useState<Choice | null>(null);
	if (choice?.isTaken && choice.next === inRoom) setChoice(null);
	const choose = async (next: CodeLanguage) => {
		let mine: Choice = { next, isTaken: false };
		const become = (changed: Choice | null) => {
			const before = mine;
			if (changed) mine = changed;
			setChoice((now) => (now === before ? changed : now));
		};
		setChoice(mine);
		try {
			await send("editor.language", { language: next });
			become({ next, isTaken: true });
			await pause(LATEST);
		} catch (error) {
			toast((error as Error).message);
		}
		become(null);
	};
	return [choice?.next ?? inRoom, choose] as const;
}
