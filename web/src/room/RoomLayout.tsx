// The layout of the room: call, desk, question, and chat side by side; on phones one at a time below the call.
import { plural, t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { noteName } from "../live/exit/exits";
import { Connection } from "../live/Live";
import { Button } from "../ui/Button";
import { Icon, type IconName } from "../ui/icons";
import { nameOf } from "../ui/names";
import { useFocusOnArrival } from "../ui/Page";
import { isWriting } from "../ui/Shortcuts";
import { areShortcutsHeeded } from "../ui/SingleKeys";
import { Announcements } from "./Announcements";
import { CallPane } from "./CallPane";
import { ConnectionLost } from "./ConnectionLost";
import { ChatPane } from "./chat/ChatPane";
import { Announced } from "./chat/NewMessages";
import { useUnread } from "./chat/unread";
import { DeskPane } from "./desk/DeskPane";
import type { DeskTab } from "./desk/DeskTabs";
import { offeredSide } from "./desk/offered";
import { Ended } from "./Ended";
import { useLarge } from "./large";
import type { Media } from "./media";
import { Notes } from "./Notes";
import { Panes } from "./panes/Panes";
import { changeLayout } from "./panes/panesStorage";
import { Splitter } from "./panes/Splitter";
import { opened } from "./panes/sizes";
import { QuestionPane } from "./question/QuestionPane";
import { RoomBar } from "./RoomBar";
import { RoomSigns } from "./RoomSigns";
import type { RoomProps } from "./roomProps";
import { ScreenPane } from "./ScreenPane";
import type { RoomState } from "./state";
import { TimeWarning } from "./TimeWarning";
import { Unsaved } from "./Unsaved";
import { WhileHidden } from "./WhileHidden";
import { useWriter } from "./writing/writer";

/** The tabs on phones. The call tab includes the chat. */
type Tab = "call" | "code" | "question";

const TABS: readonly (readonly [Tab, string, IconName])[] = [
	["call", t`Call`, "camera"],
	["code", t`Code`, "code"],
	["question", t`Question`, "question"],
];

export function RoomLayout({ room, handle, media, screen }: RoomProps) {
	const [tab, setTab] = useState<Tab>("call");
	const [side, setSide] = useSide(room.interview.question);
	const unread = useUnread(room);
	const peer = nameOf(room.interview.peer);
	useEffect(() => noteName(room.interview.id, peer), [room.interview.id, peer]);
	const main = useFocusOnArrival();
	// Who talks needs the other's face rather than an editor, which is a press away.
	const kind = room.interview.interview_type;
	const isTalk = kind === "behavioral";
	const [wantsDesk, setWantsDesk] = useState(!isTalk);
	const hasDesk = wantsDesk || tab === "code";
	const [hadDesk, setHadDesk] = useState(hasDesk);
	if (hasDesk && !hadDesk) setHadDesk(true);
	const { remote } = handle.call;
	const writer = useWriter(room);
	const hasScreen = remote.screen !== null && !room.ended;
	const large = useLarge(remote.screen !== null);
	const isTalking = large.which === "peer" || (!hasDesk && remote.screen === null && large.which === null);
	useRoomKeys(media, {
		chat: () => {
			setTab("call");
			changeLayout(kind, (layout) => opened(layout, "chat"));
		},
		large: () => {
			large.toggle(remote.screen ? "screen" : "peer");
			changeLayout(kind, (layout) => opened(layout, "faces"));
		},
		board: () => {
			setTab("code");
			setWantsDesk(true);
			setSide(side === "board" ? "code" : "board");
		},
	});
	return (
		<div className="room" data-tab={tab} data-large={large.which ?? undefined} data-writes={writer ?? undefined}>
			<Connection state={handle.line} tryNow={handle.tryNow} />
			<RoomBar {...{ room, handle, media, screen }}>
				{isTalk && (
					<Button
						className="icon desk-switch"
						icon="code"
						aria-label={t`Editor`}
						aria-pressed={wantsDesk}
						title={wantsDesk ? t`Close the editor` : t`Open the editor and the whiteboard`}
						onClick={() => setWantsDesk(!wantsDesk)}
					/>
				)}
			</RoomBar>
			<ConnectionLost room={room} handle={handle} />
			<Unsaved room={room} />
			<TimeWarning room={room} handle={handle} />
			<WhileHidden room={room} />
			<RoomSigns room={room} handle={handle} media={media} />
			<Announcements room={room} call={handle.call} />
			<Announced unread={unread} name={peer} />
			<span className="visually-hidden" role="status">
				{large.which === "peer" && t`The picture of ${peer} is large, in the place of the editor.`}
				{large.which === "screen" &&
					t`The screen of ${peer} is large, in the place of the editor, the question, and the chat.`}
			</span>
			<Panes kind={kind} isTalk={isTalking} isWriting={writer !== null} main={main}>
				<h1 className="visually-hidden">{t`Interview with ${peer}`}</h1>
				<div className="room-left" id="panes-left">
					<CallPane {...{ room, handle, media, screen, remote, large }} />
					{room.interview.notes !== null && (
						<>
							<Splitter split={isTalking ? "below" : "notes"} />
							<Notes
								id={room.interview.id}
								notes={room.interview.notes}
								handle={handle}
								kind={kind}
								hasStory={isTalk && room.interview.role === "interviewee"}
							/>
						</>
					)}
				</div>
				{!isTalking && <Splitter split="left" />}
				<div className="room-center">
					<ScreenPane room={room} media={media} remote={remote} large={large} />
					{hasScreen && hasDesk && large.which === null && <Splitter split="screen" />}
					{/* Once opened, it keeps its undo and its place while it is closed. */}
					{hadDesk && <DeskPane room={room} handle={handle} side={side} onSide={setSide} hidden={!hasDesk} />}
				</div>
				{large.which !== "screen" && <Splitter split="side" />}
				<div className="room-side" id="panes-side">
					<QuestionPane room={room} />
					<Splitter split="chat" />
					<ChatPane room={room} handle={handle} unread={unread} />
				</div>
			</Panes>
			<nav className="room-tabs" aria-label={t`Parts of the room`}>
				{TABS.map(([name, label, icon]) => (
					<button key={name} type="button" aria-pressed={tab === name} onClick={() => setTab(name)}>
						<Icon name={icon} />
						<span>
							{label}
							{name === "call" && unread.count > 0 && (
								<span className="badge"> {plural(unread.count, { one: "# new", other: "# new" })}</span>
							)}
						</span>
					</button>
				))}
			</nav>
			{room.ended && <Ended room={room} />}
		</div>
	);
}

/** The side of the desk, which begins with what the question is about. */
function useSide(question: RoomState["interview"]["question"]) {
	const [chosen, setChosen] = useState<{ side: DeskTab; of: number | undefined } | null>(null);
	const side = chosen && chosen.of === question?.id ? chosen.side : offeredSide(question);
	return [side, (next: DeskTab) => setChosen({ side: next, of: question?.id })] as const;
}

function useRoomKeys(media: Media, open: { chat(): void; board(): void; large(): void }): void {
	useEffect(() => {
		const pressed = (event: KeyboardEvent) => {
			if (isWriting(event) || !areShortcutsHeeded()) return;
			if (event.key === "m") media.toggle("audio");
			if (event.key === "v") media.toggle("video");
			if (event.key === "b") open.board();
			if (event.key === "e") open.large();
			if (event.key === "c") {
				event.preventDefault();
				open.chat();
				requestAnimationFrame(() => document.getElementById("chat-text")?.focus());
			}
		};
		addEventListener("keydown", pressed);
		return () => removeEventListener("keydown", pressed);
	});
}
