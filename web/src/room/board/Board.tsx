// The whiteboard: its tools and the shared drawing. Loaded when it is first opened.
import { t } from "@lingui/core/macro";
import { useEffect, useId, useMemo, useRef } from "react";
import type { Awareness } from "y-protocols/awareness";
import { download } from "../../ui/download";
import { toast } from "../../ui/Toasts";
import { BoardList } from "./BoardList";
import { chosenOf, label, restyle } from "./commands";
import type { Hand, Style } from "./easel";
import { markAt } from "./geometry";
import { handOf, TOOLS, type Tool, toolsFor } from "./hands";
import type { Mark, Board as Marks } from "./marks";
import { OwnPointer, usePointers } from "./pointers";
import { SelectionBar } from "./SelectionBar";
import { Surface } from "./Surface";
import { TextField } from "./TextField";
import { ToolBar } from "./ToolBar";
import { useBoard } from "./useBoard";
import { useEasel } from "./useEasel";
import { reachOf, useGestures } from "./useGestures";
import { useKeys } from "./useKeys";
import { useScreen } from "./useScreen";

interface Props {
	board: Marks;
	/** Where people point at. */
	cursors: Awareness;
	/** The kinds of marks that the server takes. */
	kinds: readonly string[];
	readOnly: boolean;
}

const IDLE: Hand = { down: () => undefined, move: () => undefined, up: () => undefined, cancel: () => undefined };

export default function Board({ board, cursors, kinds, readOnly }: Props) {
	const drawing = useBoard(board);
	const offered = toolsFor(kinds);
	const isOld = offered.length < TOOLS.length;
	const tools = useEasel(drawing, isOld);
	const { tool, style, shown, easel, current } = tools;
	const screen = useScreen(drawing.marks);
	const own = useOwnPointer(cursors);
	const space = useRef({ isHeld: false, isUsed: false });
	// biome-ignore lint/correctness/useExhaustiveDependencies: it asks for the newest itself
	const hand = useMemo(() => (readOnly ? IDLE : handOf(tool, current)), [tool, readOnly]);
	const pick = (next: Tool) => {
		if (!offered.includes(next)) return;
		tools.pick(next);
		if (next !== "select") easel.select([]);
	};
	const keys = useKeys({ tool, pick, hand, screen, easel: current, own, space, history: drawing, isOld, readOnly });
	const gestures = useGestures({ hand, screen, own, space });
	const pointers = usePointers(cursors);
	const hint = useId();
	const restyled = (next: Style) => {
		tools.setStyle(next);
		const changed = Object.entries(next).filter(([name, value]) => style[name as keyof Style] !== value);
		if (!readOnly) restyle(easel, Object.fromEntries(changed));
	};
	const edit = (event: { clientX: number; clientY: number }) => {
		if (readOnly || tool !== "select") return;
		const at = screen.units(screen.pixels(event));
		const mark = markAt(easel.marks, easel.byId, at, reachOf(screen.view));
		if (mark) label({ ...easel, selected: new Set([mark.key]) });
		else easel.write({ key: null, at, text: "" });
	};
	const written = (text: string | null) => {
		tools.written(text);
		screen.drawing.current?.parentElement?.focus();
	};
	const chosen = chosenOf({ ...easel, marks: shown });
	return (
		<section className="board" aria-label={t`Whiteboard`}>
			<ToolBar
				{...{ tool, style, drawing, screen, offered, readOnly }}
				onTool={pick}
				onStyle={restyled}
				onSave={(kind) => void save(kind, drawing.marks, screen.drawing.current)}
			/>
			<Surface
				{...{ screen, tool, gestures, keys }}
				marks={shown}
				overlay={{ chosen, byId: easel.byId, marquee: tools.marquee, pointers, zoom: screen.view.zoom }}
				describedBy={hint}
				onEdit={edit}
			>
				{tools.writing && <TextField key={tools.writing.key} writing={tools.writing} screen={screen} onEnd={written} />}
			</Surface>
			<div className="board-foot">
				<p className="small muted board-hint" id={hint}>
					{t`You both draw here. By keyboard: arrows move, Space puts the pen down and lifts it, 1 to 9 choose a tool, N selects, K connects, Enter writes. More by the question mark.`}
				</p>
				{easel.selected.size > 0 && chosen.length > 0 && !readOnly && <SelectionBar easel={easel} />}
			</div>
			<BoardList marks={drawing.marks} />
			<p className="visually-hidden" role="status">
				{tools.message}
			</p>
		</section>
	);
}

function useOwnPointer(cursors: Awareness): OwnPointer {
	const own = useMemo(() => new OwnPointer(cursors), [cursors]);
	useEffect(() => () => own.leave(), [own]);
	return own;
}

async function save(kind: "svg" | "png", marks: readonly Mark[], page: Element | null): Promise<void> {
	const place = page?.parentElement;
	if (!place) return;
	try {
		const { paletteOf, toPng, toSvg } = await import("./exported");
		const drawn = toSvg(marks, paletteOf(place));
		if (kind === "svg") download(t`whiteboard.svg`, "image/svg+xml", drawn.svg);
		else download(t`whiteboard.png`, "image/png", await toPng(drawn));
	} catch (error) {
		console.warn("The whiteboard could not be saved.", error);
		toast(t`The whiteboard could not be saved. Try again.`);
	}
}
