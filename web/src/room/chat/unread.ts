// Which lines of the chat are new, and whether the newest has been seen: shown, scrolled to, in a tab in front.
import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { RoomState } from "../state";

/** How far from the end still counts as being there, in CSS pixels. */
const NEAR = 40;

export interface Unread {
	count: number;
	/** Whether the chat is drawn at all, and so read out by itself. */
	isShown: boolean;
	/** The id of the line at which the newest messages begin; null if the talk has gone on since. */
	mark: string | null;
	/** For the element that scrolls. */
	scroller: RefObject<HTMLDivElement | null>;
	/** To be called whenever it was scrolled. */
	look(): void;
	toEnd(): void;
	/** To be called once a line has been added. Only the user's own scrolls away from what they read. */
	grown(isOwn: boolean): void;
}

const keyOf = (id: string) => `mockmate.seen.${id}`;

type Said = Pick<RoomState["chat"][number], "id" | "user_id" | "at">;

/** Returns the lines of the peer that came after the one that was seen last, by its time. */
export function newLines<Line extends Said>(chat: readonly Line[], peer: number, seen: string): Line[] {
	return chat.filter((line) => line.user_id === peer && line.at > seen);
}

export function useUnread({ chat, interview: { id, peer } }: RoomState): Unread {
	const [seen, setSeen] = useState(() => sessionStorage.getItem(keyOf(id)) ?? "");
	const { isShown, isAtEnd, ...scrolling } = useScrolling();
	const isInFront = useSyncExternalStore(watchTab, () => !document.hidden);
	const isSeeing = isInFront && isAtEnd;
	const fresh = isSeeing ? [] : newLines(chat, peer.id, seen);
	const mark = useMark(fresh[0]?.id ?? null, chat.at(-1)?.id, isSeeing);
	const last = chat.findLast((line) => line.user_id === peer.id)?.at ?? "";
	useEffect(() => {
		if (!isSeeing || last <= seen) return;
		setSeen(last);
		sessionStorage.setItem(keyOf(id), last);
	}, [isSeeing, last, seen, id]);
	return { count: fresh.length, isShown, mark, ...scrolling };
}

/** Where the newest messages begin. It stays when they are seen, until somebody writes while the user looks on. */
function useMark(first: string | null, last: string | undefined, isSeeing: boolean): string | null {
	const [mark, setMark] = useState(first);
	const [before, setBefore] = useState(last);
	if (first && first !== mark) setMark(first);
	if (last !== before) {
		setBefore(last);
		if (isSeeing) setMark(null);
	}
	return first ?? mark;
}

function useScrolling() {
	const scroller = useRef<HTMLDivElement | null>(null);
	const isFollowing = useRef(true);
	const [place, setPlace] = useState({ isShown: false, isAtEnd: false });
	const look = () => {
		const it = scroller.current;
		const isShown = it !== null && it.clientHeight > 0;
		const isAtEnd = isShown && it.scrollHeight - it.scrollTop - it.clientHeight < NEAR;
		if (isShown) isFollowing.current = isAtEnd;
		setPlace((was) => (was.isShown === isShown && was.isAtEnd === isAtEnd ? was : { isShown, isAtEnd }));
	};
	const toEnd = () => {
		if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
		look();
	};
	const grown = (isOwn: boolean) => {
		if (isOwn) isFollowing.current = true;
		if (isFollowing.current) toEnd();
		else look();
	};
	const resized = () => {
		const it = scroller.current;
		if (it && isFollowing.current) {
			it.scrollTop = it.scrollHeight;
			// Opened again, it begins with what is new.
			const mark = place.isShown ? null : it.querySelector(".chat-mark");
			if (mark) it.scrollTop += Math.min(0, mark.getBoundingClientRect().top - it.getBoundingClientRect().top);
		}
		look();
	};
	const latest = useRef(resized);
	latest.current = resized;
	useLayoutEffect(() => {
		if (!scroller.current) return;
		const watching = new ResizeObserver(() => latest.current());
		watching.observe(scroller.current);
		return () => watching.disconnect();
	}, []);
	return { ...place, scroller, look, toEnd, grown };
}

function watchTab(watcher: () => void): () => void {
	document.addEventListener("visibilitychange", watcher);
	return () => document.removeEventListener("visibilitychange", watcher);
}
