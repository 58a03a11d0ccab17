// Private notes, saved with the interview shortly after the user stops writing.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/Button";
import { keepNotes, notesOf, notesSaved } from "./notesStorage";
import { PaneToggle } from "./panes/PaneToggle";
import type { Kind } from "./panes/panesStorage";
import type { RoomHandle } from "./useRoom";

const PAUSE = 800; // milliseconds without a key
/** The parts of a story that interviewers listen for. */
const OUTLINE = t`Situation: \nTask: \nAction: \nResult: `;

interface Props {
	id: string;
	notes: string;
	handle: RoomHandle;
	kind: Kind;
	/** Whether they are for a story that is told, whose parts can be noted. */
	hasStory: boolean;
}

export function Notes({ id, notes, handle, kind, hasStory }: Props) {
	const field = useRef<HTMLTextAreaElement>(null);
	const [before] = useState(() => notesOf(id, notes));
	const [isSaved, setSaved] = useState(before.isSaved);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const { send } = handle;
	const save = (text: string) => {
		clearTimeout(timer.current);
		// If saving fails, the text stays in this browser and is sent when the room is entered again.
		send("notes.save", { text }).then(
			() => setSaved(notesSaved(id, text)),
			() => undefined,
		);
	};
	const write = (text: string) => {
		keepNotes(id, text);
		setSaved(false);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => save(text), PAUSE);
	};
	const outline = () => {
		if (!field.current) return;
		field.current.value = `${field.current.value.trimEnd()}\n\n${OUTLINE}`.trimStart();
		write(field.current.value);
		field.current.focus();
	};
	// biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was left from before
	useEffect(() => {
		if (!before.isSaved) save(before.text);
		return () => clearTimeout(timer.current);
	}, []);
	return (
		<section className="pane field notes" id="pane-notes" aria-label={t`Notes`}>
			<div className="notes-head">
				<label htmlFor="notes">{t`Your notes`}</label>
				{hasStory && (
					<Button kind="quiet" className="small-button" onClick={outline}>{t`Insert an outline (STAR)`}</Button>
				)}
				<PaneToggle kind={kind} part="notes" />
			</div>
			<textarea
				ref={field}
				id="notes"
				className="input"
				dir="auto"
				rows={3}
				maxLength={20_000}
				defaultValue={before.text}
				onChange={(event) => write(event.target.value)}
				onBlur={(event) => !isSaved && save(event.target.value)}
				aria-describedby="notes-hint"
			/>
			<span className="small muted" id="notes-hint">
				{isSaved ? t`Saved. Only you can see them.` : t`Saving …`} {t`They are shown again when you give feedback.`}
			</span>
		</section>
	);
}
