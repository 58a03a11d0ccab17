// The desk: the shared editor with its language, the code runner, and the whiteboard.
import { t } from "@lingui/core/macro";
import { lazy, Suspense, useEffect, useLayoutEffect, useState } from "react";
import { useProfile } from "../../api/queries";
import { Broken } from "../../ui/Broken";
import { Button } from "../../ui/Button";
import { nameOf, plainNameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { toast } from "../../ui/Toasts";
import type { Board as Marks } from "../board/marks";
import { Preview } from "../preview/Preview";
import { Loading as LoadingLanguage } from "../runs/Loading";
import { PeerRunning, useRunningSign } from "../runs/PeerRunning";
import { Results } from "../runs/Results";
import { useRuns } from "../runs/useRuns";
import { notRun, whereRuns } from "../runs/where";
import { peerIn, type RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { DeskBar } from "./DeskBar";
import type { DeskTab } from "./DeskTabs";
import { DocumentConnection } from "./documentConnection";
import { Editor } from "./Editor";
import { LANGUAGES, languageName } from "./languages";
import { Refused } from "./Refused";
import { HTML } from "./task";
import { useLanguage } from "./useLanguage";
import { useOffered } from "./useOffered";
import { useStarter } from "./useStarter";

const Board = lazy(() => import("../board/Board"));
const CodeView = lazy(() => import("./CodeView"));

interface Props {
	room: RoomState;
	handle: RoomHandle;
	side: DeskTab;
	onSide(side: DeskTab): void;
}

export default function Desk(props: Props) {
	const { desk, openDesk } = props.handle;
	const { id } = props.room.interview;
	// Before anything is painted: the placeholder stays until then.
	useLayoutEffect(() => openDesk(() => new DocumentConnection(id)), [openDesk, id]);
	return desk && <OpenDesk {...props} desk={desk} />;
}

function OpenDesk({ room, handle, side, onSide, desk }: Props & { desk: DocumentConnection }) {
	const { data: me } = useProfile();
	const { send } = handle;
	const [language, choose] = useLanguage(room.language, send);
	const { isEmpty, isSynced } = useDocument(desk);
	const hasNewMarks = useHasNewMarks(desk.board, side === "board");
	const { question } = room.interview;
	const runs = useRuns(room, send);
	const { state, last } = runs.runner;
	useRunningSign(desk, state === "idle" ? null : (last?.run.language ?? language));
	const where = whereRuns(language, runs.offer);
	// A newer server may have more languages.
	const engine = LANGUAGES[language]?.engine;
	const [previews, setPreviews] = useState(0);
	const isPage = language === HTML;
	useOffered(room.interview, language, isEmpty && isSynced && !room.ended, choose);
	const run = (withTests: boolean) => {
		if (!isSynced) return;
		if (isPage) setPreviews((before) => before + 1);
		else if (where) runs.run(language, desk.text.toString(), withTests);
		else toast(notRun(language, runs.offer));
	};
	const starter = useStarter(question, language, isEmpty && isSynced && !room.ended);
	const seat = peerIn(room)?.seat === 1 ? 2 : 1;
	return (
		<>
			<DeskBar
				side={side}
				onSide={onSide}
				hasNewMarks={hasNewMarks}
				language={language}
				onLanguage={choose}
				runner={runs.runner}
				offer={runs.offer}
				hasCode={Boolean(question?.code)}
				canRun={isPage || where !== undefined}
				busy={!isSynced}
				hasTests={runs.hasTests(language)}
				onRun={run}
			/>
			<Refused handle={handle} />
			<div className="desk-code" hidden={side !== "code"}>
				{starter && (
					<div className="starter small">
						<span className="muted">{t`The editor is empty.`}</span>
						<Button kind="quiet" onClick={() => desk.text.insert(0, starter)}>{t`Insert the starter code`}</Button>
					</div>
				)}
				<Editor
					desk={desk}
					language={language}
					name={me ? plainNameOf(me) : "You"}
					seat={seat}
					onRun={() => run(false)}
				/>
				{isPage ? (
					<Preview text={desk.text} run={previews} />
				) : (
					<>
						{engine && where === "browser" && <LoadingLanguage engine={engine} name={languageName(language)} />}
						<PeerRunning desk={desk} name={nameOf(room.interview.peer)} />
						<Results
							room={room}
							runs={runs}
							language={languageName(language)}
							runtime={where === "server" ? runs.offer.runtimes[language] : undefined}
						/>
					</>
				)}
			</div>
			{side !== "code" && (
				<Broken key={side}>
					<Suspense fallback={<Loading height={200} />}>
						{side === "board" && (
							<Board board={desk.board} cursors={desk.cursors} kinds={room.marks} readOnly={room.ended !== null} />
						)}
						{side === "read" && question?.code && <CodeView code={question.code} />}
					</Suspense>
				</Broken>
			)}
		</>
	);
}

function useDocument(desk: DocumentConnection): { isEmpty: boolean; isSynced: boolean } {
	const [isEmpty, setEmpty] = useState(desk.text.length === 0);
	const [isSynced, setSynced] = useState(desk.isSynced);
	useEffect(() => {
		const look = () => {
			setEmpty(desk.text.length === 0);
			setSynced(desk.isSynced);
		};
		look();
		desk.text.observe(look);
		desk.onSynced(look);
		return () => desk.text.unobserve(look);
	}, [desk]);
	return { isEmpty, isSynced };
}

/** Returns whether the whiteboard has changed since it was last shown. */
function useHasNewMarks(board: Marks, isSeen: boolean): boolean {
	const [hasNewMarks, setNewMarks] = useState(board.length > 0);
	useEffect(() => {
		if (isSeen) {
			setNewMarks(false);
			return;
		}
		const changed = () => setNewMarks(board.length > 0);
		board.observeDeep(changed);
		return () => board.unobserveDeep(changed);
	}, [board, isSeen]);
	return hasNewMarks && !isSeen;
}
