// The whiteboard: its tools and the shared drawing. Loaded when it is first opened.
import { t } from "@lingui/core/macro";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import type { Array as YArray } from "yjs";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { toast } from "../../ui/Toasts";
import { begin, eraseAt, extend, type Board as Marks, write } from "./marks";
import { type Hand, Surface } from "./Surface";
import { Colours, LabelForm } from "./tools";
import { type Drawing, useBoard } from "./useBoard";

type Tool = "pen" | "text" | "eraser";

const TOOLS = [
	["pen", t`Pen`],
	["text", t`Text`],
	["eraser", t`Eraser`],
] as const;
const WIDTH = 5;
const REACH = 14;

export default function Board({ board, readOnly }: { board: Marks; readOnly: boolean }) {
	const drawing = useBoard(board);
	const [tool, setTool] = useState<Tool>("pen");
	const [colour, setColour] = useState(0);
	const [aim, setAim] = useState<{ x: number; y: number } | null>(null);
	const field = useRef<HTMLInputElement>(null);
	const hand = useHand(drawing, readOnly ? null : tool, colour, {
		set: setAim,
		// After the pointer is lifted, since pressing it moved the focus to the drawing.
		write: () => requestAnimationFrame(() => field.current?.focus()),
	});
	const hint = useId();
	const pressed = (event: KeyboardEvent) => {
		if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
		const key = event.key.toLowerCase();
		if (key === "z" && !event.shiftKey) drawing.undo();
		else if (key === "y" || key === "z") drawing.redo();
		else return;
		event.preventDefault();
	};
	const pick = (next: Tool) => {
		setTool(next);
		setAim(null);
	};
	return (
		<section className="board" aria-label={t`Whiteboard`} onKeyDown={pressed}>
			<div className="board-tools">
				<Choice legend={t`Tool`} hideLegend options={TOOLS} value={tool} onChange={(next) => pick(next as Tool)} />
				<Colours value={colour} onChange={setColour} />
				<div className="row board-history">
					<Button onClick={drawing.undo} disabled={!drawing.canUndo || readOnly}>{t`Undo`}</Button>
					<Button onClick={drawing.redo} disabled={!drawing.canRedo || readOnly}>{t`Redo`}</Button>
				</div>
			</div>
			<Surface
				marks={drawing.marks}
				hand={hand}
				holds={tool !== "text"}
				aim={aim}
				label={t`Drawing area`}
				describedBy={hint}
			/>
			<div className="board-foot">
				<p className="small muted board-hint" id={hint}>
					{t`You both draw here. By keyboard: arrows move, with Shift further; Space puts the pen down and lifts it.`}
				</p>
				{tool === "text" && (
					<LabelForm
						aim={aim}
						field={field}
						onWrite={(text) => {
							if (!aim) return;
							drawing.begin();
							drawing.change((marks) => write(marks, aim.x, aim.y, colour, text) || toast(FULL));
							setAim(null);
						}}
					/>
				)}
			</div>
		</section>
	);
}

const FULL = t`The whiteboard is full. Erase something to go on.`;

/** The actions of the pointer for each tool. */
function useHand(
	{ begin: beginUndo, change }: Drawing,
	tool: Tool | null,
	colour: number,
	aim: { set(at: { x: number; y: number }): void; write(): void },
): Hand {
	const points = useRef<YArray<number> | null>(null);
	const erasing = useRef(false);
	const erase = (x: number, y: number) => change((marks) => eraseAt(marks, x, y, REACH));
	return {
		down(x, y) {
			beginUndo();
			if (tool === "text") aim.set({ x, y });
			if (tool === "eraser") {
				erasing.current = true;
				erase(x, y);
			}
			if (tool !== "pen") return;
			change((marks) => {
				points.current = begin(marks, x, y, colour, WIDTH);
			});
			if (!points.current) toast(FULL);
		},
		move(x, y) {
			const stroke = points.current;
			// The peer may have erased it while it is being drawn.
			if (stroke?.doc) change(() => extend(stroke, x, y));
			if (erasing.current) erase(x, y);
		},
		up() {
			if (tool === "text") aim.write();
			points.current = null;
			erasing.current = false;
		},
	};
}
