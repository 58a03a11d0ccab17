// The chat. A message being sent is marked, and survives a lost connection.
import { t } from "@lingui/core/macro";
import { type FormEvent, Fragment, type KeyboardEvent, useEffect, useLayoutEffect, useState } from "react";
import { newId } from "../../api/client";
import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/names";
import { clock } from "../../ui/time";
import { PaneToggle } from "../panes/PaneToggle";
import type { RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { WritingHint } from "../writing/WritingHint";
import { useWriter } from "../writing/writer";
import { ChatText } from "./ChatText";
import { keepOutbox, type OutboxLine, outboxOf } from "./chatOutbox";
import { ToNewMessages } from "./NewMessages";
import type { Unread } from "./unread";
import { useIsTyping, useTellTyping } from "./useTyping";

const LONGEST = 4_000;

interface Props {
	room: RoomState;
	handle: RoomHandle;
	unread: Unread;
}

export function ChatPane({ room, handle, unread }: Props) {
	const draftKey = `mockmate.draft.${room.interview.id}`;
	const [text, setText] = useState(() => sessionStorage.getItem(draftKey) ?? "");
	const [pending, setPending] = useState(() => outboxOf(room.interview.id));
	const peer = room.interview.peer;
	const writer = useWriter(room);
	const underway = pending.filter((one) => !room.chat.some((line) => line.id === one.id && line.user_id !== peer.id));
	const isTyping = useIsTyping(room.peerTyping);
	const tellTyping = useTellTyping(handle.sendNow);
	const count = room.chat.length + underway.length;
	// Not by their number: older ones may be read at any time.
	const last = underway.at(-1)?.id ?? room.chat.at(-1)?.id;
	const isOwn = underway.length > 0 || room.chat.at(-1)?.user_id !== peer.id;
	// biome-ignore lint/correctness/useExhaustiveDependencies: once for each line, before it is painted
	useLayoutEffect(() => unread.grown(isOwn), [last]);

	const write = (value: string) => {
		setText(value);
		sessionStorage.setItem(draftKey, value);
		tellTyping(value);
	};
	const say = (line: OutboxLine) => {
		setPending((before) => [...before.filter((one) => one.id !== line.id), { ...line, failed: null }]);
		handle.send("chat.send", { text: line.text }, line.id).then(
			() => undefined,
			(error: Error) =>
				setPending((before) => before.map((one) => (one.id === line.id ? { ...one, failed: error.message } : one))),
		);
	};
	// biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was left from before the page was loaded
	useEffect(() => {
		for (const line of pending) say(line);
	}, []);
	const left = JSON.stringify(underway);
	useEffect(() => keepOutbox(room.interview.id, JSON.parse(left)), [room.interview.id, left]);
	const submit = (event: FormEvent, words = text) => {
		event.preventDefault();
		if (!words.trim()) return;
		say({ id: newId(), text: words.trim(), failed: null });
		write("");
	};
	const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
		if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
			// What was typed in the same breath is in the field, and in no state yet.
			submit(event, event.currentTarget.value);
		}
	};
	return (
		<section className="pane chat-pane" id="pane-chat" aria-label={t`Chat`}>
			<div className="pane-bar">
				<h2>{t`Chat`}</h2>
				<PaneToggle kind={room.interview.interview_type} part="chat" unread={unread.count} />
			</div>
			<WritingHint room={room} />
			<div
				className="chat-scroll"
				role="log"
				aria-label={t`What was said`}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some
				tabIndex={0}
				ref={unread.scroller}
				onScroll={unread.look}
			>
				<ol className="chat-lines">
					{count === 0 && <li className="muted">{t`Say hello. What you write here stays with the interview.`}</li>}
					{room.olderChat && (
						<li>
							<Button kind="quiet" onClick={handle.readOlderChat}>{t`Show earlier messages`}</Button>
						</li>
					)}
					{room.chat.map((line) => (
						<Fragment key={`${line.user_id} ${line.id}`}>
							{line.id === unread.mark && <li className="chat-mark small">{t`New messages`}</li>}
							<li className={line.user_id === peer.id ? "said" : "said mine"}>
								<span className="small muted">
									{line.user_id === peer.id ? nameOf(peer) : t`You`} · <time dateTime={line.at}>{clock(line.at)}</time>
								</span>
								<ChatText text={line.text} />
							</li>
						</Fragment>
					))}
					{underway.map((one) => (
						<li key={one.id} className="said mine">
							<span className="small muted">{one.failed ? t`Not sent` : t`Sending …`}</span>
							<ChatText text={one.text} />
							{one.failed && (
								<span className="row small">
									<span className="bad-text">{one.failed}</span>
									<Button kind="quiet" onClick={() => say(one)}>{t`Send again`}</Button>
								</span>
							)}
						</li>
					))}
				</ol>
			</div>
			<ToNewMessages unread={unread} />
			<p className="chat-typing small muted">{isTyping && t`${nameOf(peer)} is writing …`}</p>
			<form onSubmit={submit} className="chat-form">
				<label htmlFor="chat-text" className="visually-hidden">{t`Your message`}</label>
				<textarea
					id="chat-text"
					className="input"
					dir="auto"
					rows={writer ? 3 : 1}
					maxLength={LONGEST}
					placeholder={writer ? t`Type what you would say` : t`Write a message`}
					value={text}
					onChange={(event) => write(event.target.value)}
					onKeyDown={pressed}
					disabled={room.ended !== null}
				/>
				<Button type="submit" disabled={room.ended !== null}>{t`Send`}</Button>
			</form>
		</section>
	);
}
