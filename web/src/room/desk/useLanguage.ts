// The language of a pad: what the room says, or what was chosen here and is still on its way.
import { useState } from "react";
import { pause } from "../../api/client";
import type { CodeLanguage, LiveInterview } from "../../sockets/frames";
import { toast } from "../../ui/Toasts";
import type { RoomHandle } from "../useRoom";
import type { PadName } from "./pads";

const LATEST = 1000; // milliseconds that the event of a choice may come after its ack

interface Choice {
	next: CodeLanguage;
	pad: PadName;
	/** Whether the server has taken it. The room then says it as well, or what the peer has chosen since. */
	isTaken: boolean;
}

/**
 * Returns the language of a pad, and a function that chooses one for both. The events of two quick choices come after the
 * second was made: only the last one counts here. `taken` is called with the language before, once the server has it.
 */
export function useLanguage(
	interview: LiveInterview,
	pad: PadName,
	inRoom: CodeLanguage,
	send: RoomHandle["send"],
	taken: (before: CodeLanguage, next: CodeLanguage) => void,
) {
	const [choice, setChoice] = useState<Choice | null>(null);
	// A server of before has one pad, and knows no names.
	const named = interview.pads ? { pad } : {};
	const shown = choice?.pad === pad ? choice.next : inRoom;
	if (choice?.isTaken && choice.next === inRoom) setChoice(null);
	const choose = async (next: CodeLanguage) => {
		let mine: Choice = { next, pad, isTaken: false };
		const become = (changed: Choice | null) => {
			const before = mine;
			if (changed) mine = changed;
			setChoice((now) => (now === before ? changed : now));
		};
		setChoice(mine);
		try {
			await send("editor.language", { language: next, ...named });
			taken(shown, next);
			become({ next, pad, isTaken: true });
			await pause(LATEST);
		} catch (error) {
			toast((error as Error).message);
		}
		become(null);
	};
	return [shown, choose] as const;
}
