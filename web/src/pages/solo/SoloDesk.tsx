// The desk of somebody who practices alone: the room's editor, and runs in this browser. Nothing of it is sent.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import type { Schemas } from "../../api/client";
import { LanguageSelect, RunButtons } from "../../room/desk/DeskBar";
import type { SharedPad } from "../../room/desk/documentConnection";
import { Editor } from "../../room/desk/Editor";
import { LANGUAGES, languageName } from "../../room/desk/languages";
import { offeredLanguage } from "../../room/desk/offered";
import { Starter } from "../../room/desk/Starter";
import { followLanguage, replaceAll } from "../../room/desk/starters";
import { HTML } from "../../room/desk/task";
import { useStarter } from "../../room/desk/useStarter";
import { Preview } from "../../room/preview/Preview";
import { useMissing } from "../../room/runs/downloads";
import { Loading } from "../../room/runs/Loading";
import { useTrials } from "../../room/runs/useTrials";
import { notRun, whereRuns } from "../../room/runs/where";
import type { CodeLanguage } from "../../sockets/frames";
import { toast } from "../../ui/Toasts";
import { keepCode, keptCode } from "./kept";
import { LocalDesk } from "./localDesk";
import { SoloResults } from "./SoloResults";
import "../../styles/desk.css";
import "../../styles/editor.css";

interface Props {
	turn: Schemas["SoloTurnView"];
	language: CodeLanguage | null;
	onLanguage(language: CodeLanguage): void;
}

export default function SoloDesk(props: Props) {
	const { id } = props.turn;
	const [desk, setDesk] = useState<LocalDesk | null>(null);
	useEffect(() => {
		const made = new LocalDesk(keptCode(id) ?? "");
		setDesk(made);
		return () => {
			setDesk(null);
			made.end();
		};
	}, [id]);
	return desk && <OpenDesk {...props} desk={desk} />;
}

function OpenDesk({ turn: { id, question }, language: chosen, onLanguage, desk }: Props & { desk: LocalDesk }) {
	const pad = desk.pads.code;
	const language = chosen ?? offeredLanguage(question, "python") ?? "python";
	const isEmpty = useKeptPad(pad, id);
	const starter = useStarter(question, language, true);
	useFirstStarter(pad, id, starter);
	// Programs run on servers in interviews only.
	const offer = { runtimes: {}, missing: useMissing() };
	const trials = useTrials(`solo.${id}`, question, offer, () => undefined);
	const [previews, setPreviews] = useState(0);
	const isPage = language === HTML;
	const where = whereRuns(language, offer);
	const engine = LANGUAGES[language]?.engine;
	const choose = (next: CodeLanguage) => {
		onLanguage(next);
		void followLanguage(pad, question, language, next);
	};
	const run = (withTests: boolean) => {
		if (isPage) setPreviews((count) => count + 1);
		else if (where) trials.run(language, pad.text.toString(), withTests);
		else toast(notRun(language, offer));
	};
	return (
		<div className="solo-desk">
			<div className="desk-bar">
				<LanguageSelect language={language} onLanguage={choose} offer={offer} />
				{(isPage || where) && (
					<RunButtons runner={trials.runner} busy={false} hasTests={trials.hasTests(language)} onRun={run} />
				)}
			</div>
			{isEmpty && starter !== null && (
				<Starter
					language={languageName(language)}
					isEmpty
					onInsert={() => pad.text.insert(0, starter)}
					onReplace={() => undefined}
					onDismiss={() => undefined}
				/>
			)}
			<Editor
				desk={desk}
				pad={pad}
				readOnly={false}
				language={language}
				name={t`You`}
				seat={1}
				label={t`Your code. To leave it, press Escape and then Tab.`}
				onRun={() => run(false)}
			/>
			{isPage ? (
				<Preview text={pad.text} run={previews} />
			) : (
				<>
					{engine && where && <Loading engine={engine} name={languageName(language)} />}
					<SoloResults trials={trials} language={languageName(language)} />
				</>
			)}
		</div>
	);
}

const SOON = 300; // milliseconds after the last change

/** Keeps what is written in the pad in this browser; returns whether it is empty. */
function useKeptPad({ text }: SharedPad, turnId: number): boolean {
	const [isEmpty, setEmpty] = useState(text.length === 0);
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const keep = () => {
			if (timer === undefined) return;
			clearTimeout(timer);
			timer = undefined;
			keepCode(turnId, text.toString());
		};
		const changed = () => {
			setEmpty(text.length === 0);
			clearTimeout(timer);
			timer = setTimeout(keep, SOON);
		};
		text.observe(changed);
		addEventListener("pagehide", keep);
		return () => {
			text.unobserve(changed);
			removeEventListener("pagehide", keep);
			keep();
		};
	}, [text, turnId]);
	return isEmpty;
}

/** Begins with the starter code, once, if there was nothing before. */
function useFirstStarter(pad: SharedPad, turnId: number, starter: string | null): void {
	const isDone = useRef(keptCode(turnId) !== null);
	useEffect(() => {
		if (isDone.current || starter === null) return;
		isDone.current = true;
		if (pad.text.length > 0) return;
		replaceAll(pad, starter);
		pad.undo.clear();
	}, [pad, starter]);
}
