// The desk: the shared editor with its language, the code runner, and the whiteboard.
import { lazy, Suspense, useEffect, useLayoutEffect, useState } from "react";
import { useProfile } from "../../api/queries";
import { Broken } from "../../ui/Broken";
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
import { PadTabs } from "./PadTabs";
import { openPads } from "./pads";
import { Refused } from "./Refused";
import { HTML } from "./task";
import { useOffered } from "./useOffered";
import { usePad } from "./usePad";
import { useStarters } from "./useStarters";

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
	const { interview } = room;
	const { question } = interview;
	const shown = usePad(interview);
	const pads = openPads(interview);
	const pad = desk.pads[shown.name];
	// While it is only looked at, nothing of it is changed.
	const isOpen = shown.isPresent && !room.ended;
	const starters = useStarters(room, desk, pad, shown.isPresent, send);
	const { language, choose, content } = starters;
	const hasNewMarks = useHasNewMarks(desk.board, side === "board");
	const runs = useRuns(room, send);
	const { state, last } = runs.runner;
	useRunningSign(desk, state === "idle" ? null : (last?.run.language ?? room.language));
	const where = whereRuns(language, runs.offer);
	// A newer server may have more languages.
	const engine = LANGUAGES[language]?.engine;
	const [preview, setPreview] = useState({ of: pad, count: 0 });
	// A script runs after a press, not by itself when its pad is back.
	if (preview.of !== pad) setPreview({ of: pad, count: 0 });
	const isPage = language === HTML;
	useOffered(interview, language, content.isEmpty && content.isSynced && isOpen, choose);
	const run = (withTests: boolean) => {
		if (!content.isSynced || !shown.isPresent) return;
		if (isPage) setPreview(({ count }) => ({ of: pad, count: count + 1 }));
		else if (where) runs.run(language, pad.text.toString(), withTests);
		else toast(notRun(language, runs.offer));
	};
	const peer = nameOf(interview.peer);
	const ofQuestion = shown.isPresent ? question?.id : pads.find(({ name }) => name === pad.name)?.question_id;
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
				busy={!content.isSynced}
				hasTests={runs.hasTests(language)}
				readOnly={!shown.isPresent}
				onRun={run}
			/>
			<Refused handle={handle} />
			<div className="desk-code" hidden={side !== "code"}>
				{pads.length > 1 && (
					<PadTabs {...{ pads, desk, peer }} shown={shown.name} isPresent={shown.isPresent} onLook={shown.look} />
				)}
				{isOpen && starters.line}
				<Editor
					desk={desk}
					pad={pad}
					readOnly={!shown.isPresent}
					language={language}
					name={me ? plainNameOf(me) : "You"}
					seat={peerIn(room)?.seat === 1 ? 2 : 1}
					onRun={() => run(false)}
				/>
				{isPage ? (
					<Preview key={pad.name} text={pad.text} run={preview.count} />
				) : (
					<>
						{engine && where === "browser" && shown.isPresent && (
							<LoadingLanguage engine={engine} name={languageName(language)} />
						)}
						<PeerRunning desk={desk} name={peer} />
						<Results
							key={ofQuestion}
							room={room}
							question={ofQuestion}
							isPresent={shown.isPresent}
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
