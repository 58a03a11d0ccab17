// A border between two panes that can be moved by pointer and by keys, as the pattern of a window splitter says.
import { t } from "@lingui/core/macro";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { isRightToLeft } from "../../i18n/choice";
import { useArrangement } from "./Panes";
import { changeLayout, keepLayout, layoutOf, setLayout } from "./panesStorage";
import { collapsed, moved, type Split, unmoved } from "./sizes";

const STEP = 24; // CSS pixels

interface Way {
	isVertical: boolean;
	/** 1 if what it moves stands before it, so that it grows along the line or down; else -1. */
	sign: 1 | -1;
	name: string;
	/** The id of what it moves. */
	controls: string;
}

const WAYS: Record<Split, Way> = {
	left: { isVertical: true, sign: 1, name: t`Width of faces and notes`, controls: "panes-left" },
	side: { isVertical: true, sign: -1, name: t`Width of question and chat`, controls: "panes-side" },
	chat: { isVertical: false, sign: -1, name: t`Height of the chat`, controls: "pane-chat" },
	notes: { isVertical: false, sign: -1, name: t`Height of the notes`, controls: "pane-notes" },
	below: { isVertical: false, sign: -1, name: t`Height of the notes`, controls: "pane-notes" },
	screen: { isVertical: false, sign: 1, name: t`Height of the screen`, controls: "pane-screen" },
};

export function Splitter({ split }: { split: Split }) {
	const { kind, sizes } = useArrangement();
	const { isVertical, sign, name, controls } = WAYS[split];
	const span = sizes[split];
	const way = isVertical && isRightToLeft() ? -sign : sign;
	const start = useRef<{ at: number; size: number } | null>(null);
	const at = (event: PointerEvent) => (isVertical ? event.clientX : event.clientY);
	// As it is drawn: where nobody has chosen a size, what is in a pane has a say.
	const present = () => {
		const box = document.getElementById(controls)?.getBoundingClientRect();
		return (isVertical ? box?.width : box?.height) ?? span.size;
	};
	const resize = (size: number) => setLayout(kind, moved(layoutOf(kind), split, size, span));
	const grab = (event: PointerEvent<HTMLDivElement>) => {
		if (event.button !== 0) return;
		// Else the pointer marks text on its way.
		event.preventDefault();
		event.currentTarget.focus({ focusVisible: false } as FocusOptions);
		event.currentTarget.setPointerCapture(event.pointerId);
		start.current = { at: at(event), size: present() };
	};
	const drag = (event: PointerEvent) => {
		const from = start.current;
		if (from && at(event) !== from.at) resize(from.size + way * (at(event) - from.at));
	};
	const drop = () => {
		if (!start.current) return;
		start.current = null;
		keepLayout(kind);
	};
	const pressed = (event: KeyboardEvent) => {
		const [less, more] = isVertical ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
		const size = {
			[less]: present() - way * STEP,
			[more]: present() + way * STEP,
			Home: span.min,
			End: span.max,
		}[event.key];
		if (event.key === "Enter") changeLayout(kind, (layout) => collapsed(layout, split));
		else if (size === undefined) return;
		else {
			resize(size);
			keepLayout(kind);
		}
		event.preventDefault();
	};
	const percent = (size: number) => (span.of > 0 ? Math.round((100 * size) / span.of) : 0);
	return (
		// biome-ignore lint/a11y/useSemanticElements: a splitter has a value and takes the focus, a rule does not
		<div
			className="splitter"
			role="separator"
			tabIndex={0}
			aria-label={name}
			aria-orientation={isVertical ? "vertical" : "horizontal"}
			aria-controls={controls}
			aria-valuenow={percent(span.size)}
			aria-valuemin={percent(span.min)}
			aria-valuemax={percent(span.max)}
			title={t`Drag, or use the arrow keys; double-click for the usual size`}
			onPointerDown={grab}
			onPointerMove={drag}
			onPointerUp={drop}
			onPointerCancel={drop}
			onDoubleClick={() => changeLayout(kind, (layout) => unmoved(layout, split))}
			onKeyDown={pressed}
		/>
	);
}
