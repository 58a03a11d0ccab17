// The language of a pad and its starter code: which to insert, when to take another, and the way back to it.
import { t } from "@lingui/core/macro";
import { type ReactNode, useState } from "react";
import type { CodeLanguage } from "../../sockets/frames";
import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import { isLanguage } from "../peerFrames";
import type { RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import "../../styles/pads.css";
import type { DocumentConnection, SharedPad } from "./documentConnection";
import { languageName } from "./languages";
import { ResetDialog, Starter } from "./Starter";
import { followLanguage, replaceAll } from "./starters";
import { useLanguage } from "./useLanguage";
import { type PadContent, usePadContent } from "./usePadContent";
import { useStarter } from "./useStarter";

interface Starters {
	language: CodeLanguage;
	choose(language: CodeLanguage): void;
	content: PadContent;
	/** What is said of the starter code above the editor, and the way back to it. */
	line: ReactNode;
}

export function useStarters(
	room: RoomState,
	desk: DocumentConnection,
	pad: SharedPad,
	isPresent: boolean,
	send: RoomHandle["send"],
): Starters {
	const { interview } = room;
	const { question } = interview;
	const [asks, setAsks] = useState(false);
	const [offered, setOffered] = useState<SharedPad | null>(null);
	const taken = (from: CodeLanguage, to: CodeLanguage) => {
		void followLanguage(pad, question, from, to).then((isOffered) => setOffered(isOffered ? pad : null));
	};
	const [language, choose] = useLanguage(interview, pad.name, languageIn(room, pad), send, taken);
	const starter = useStarter(question, language, isPresent && !room.ended);
	const content = usePadContent(desk, pad, starter);
	const { isEmpty, isStarter, isSynced } = content;
	const name = languageName(language);
	const canReplace = starter !== null && isSynced && !isStarter;
	const reset = () => {
		if (starter !== null) replaceAll(pad, starter);
		setAsks(false);
		setOffered(null);
		toast(t`The starter code is back. Undo in the editor brings back what was written.`);
		// Undo is a key of the editor, and the button that had the focus is gone.
		requestAnimationFrame(() => document.querySelector<HTMLElement>(".desk-code .cm-content")?.focus());
	};
	const line = (
		<>
			{canReplace && (isEmpty || offered === pad) && (
				<Starter
					language={name}
					isEmpty={isEmpty}
					onInsert={() => pad.text.insert(0, starter)}
					onReplace={() => setAsks(true)}
					onDismiss={() => setOffered(null)}
				/>
			)}
			{canReplace && !isEmpty && (
				<div className="pads-reset">
					<Button
						className="icon"
						icon="history"
						aria-label={t`Reset to the starter code`}
						title={t`Reset to the starter code`}
						onClick={() => setAsks(true)}
					/>
				</div>
			)}
			{asks && canReplace && (
				<ResetDialog language={name} peer={nameOf(interview.peer)} onClose={() => setAsks(false)} onReset={reset} />
			)}
		</>
	);
	return { language, choose: (next) => void choose(next), content, line };
}

function languageIn({ interview, language }: RoomState, { name }: SharedPad): CodeLanguage {
	const told = interview.pads?.find((one) => one.name === name)?.language ?? language;
	return isLanguage(told) ? told : "plaintext";
}
