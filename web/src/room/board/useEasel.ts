// The state of the tools: which is in the hand, what is selected, and what is shown before it is written.
import { t } from "@lingui/core/macro";
import { useRef, useState } from "react";
import { toast } from "../../ui/Toasts";
import { changed, type Easel, type Style, type Writing } from "./easel";
import { type Area, byIdOf } from "./geometry";
import type { Tool } from "./hands";
import { type Board, cut, LABEL_SIZE, type Mark, plain } from "./marks";
import { previewed } from "./selecting";
import type { Drawing } from "./useBoard";
import { add, type Changes, type Fields, remove, set, write } from "./writing";

const FULL = t`The whiteboard is full. Erase something to go on.`;

export interface Tools {
	tool: Tool;
	pick(tool: Tool): void;
	style: Style;
	setStyle(style: Style): void;
	/** The marks as they are shown. */
	shown: readonly Mark[];
	marquee: Area | null;
	writing: Writing | null;
	/** Ends writing, with the text or without. */
	written(text: string | null): void;
	message: string;
	easel: Easel;
	/** The same, as it is when it is called. */
	current(): Easel;
}

export function useEasel(drawing: Drawing, isOld: boolean): Tools {
	const [tool, pick] = useState<Tool>("pen");
	const [style, setStyle] = useState<Style>({ colour: 0, width: 5, fill: 0 });
	const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
	const [changes, preview] = useState<Changes | null>(null);
	const [drafted, draft] = useState<Fields | null>(null);
	const [marquee, setMarquee] = useState<Area | null>(null);
	const [writing, write] = useState<Writing | null>(null);
	const [message, say] = useState("");
	const latest = useRef<Easel | null>(null);
	const easel: Easel = {
		...{ board: drawing.board, marks: drawing.marks, byId: byIdOf(drawing.marks), isOld },
		...{ change: drawing.change, begin: drawing.begin, style, selected, preview, draft, write, say },
		marquee: setMarquee,
		select: (keys) => {
			const now = new Set(keys);
			setSelected(now);
			if (latest.current) latest.current = { ...latest.current, selected: now };
		},
		done(key) {
			if (key === null) return toast(FULL);
			pick("select");
			easel.select([key]);
		},
	};
	latest.current = easel;
	const written = (text: string | null) => {
		write(null);
		if (writing && text !== null) writeText(easel, writing, text);
	};
	const shown = previewed(drawing.marks, changes);
	return {
		...{ tool, pick, style, setStyle, marquee, writing, written, message, easel },
		shown: drafted ? [...shown, draftOf(drafted)] : shown,
		current: () => latest.current ?? easel,
	};
}

/** The mark that is being drawn, as it will be read from the document. */
function draftOf(fields: Fields): Mark {
	return changed({ key: ":draft", id: "", z: 0, text: "" } as Mark, fields);
}

function writeText(easel: Easel, { key, at, text: before }: Writing, text: string): void {
	const now = (plain(text) ?? "").trim();
	const mark = easel.marks.find((one) => one.key === key);
	if (now === before || (key !== null && !mark)) return;
	const { colour } = easel.style;
	easel.begin();
	easel.change((board) => {
		if (mark) return rewrite(board, mark, now);
		if (easel.isOld) return write(board, at.x, at.y, colour, cut(now)) || easel.done(null);
		return easel.done(add(board, { kind: "text", colour, size: LABEL_SIZE, ...at, text: now }));
	});
}

/** Gives a mark another text; one that is nothing but its text goes without it. */
function rewrite(board: Board, { key, kind }: Mark, text: string): void {
	if (!text && (kind === "text" || kind === "label")) remove(board, new Set([key]));
	else set(board, new Map([[key, { text }]]));
}
