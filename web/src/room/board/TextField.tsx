// The field for a text on the whiteboard, where the text will be.
import { t } from "@lingui/core/macro";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { Writing } from "./easel";
import { LONGEST_TEXT } from "./marks";
import type { Screen } from "./useScreen";

interface Props {
	writing: Writing;
	screen: Screen;
	/** Called once, with the text, or null to leave it as it was. */
	onEnd(text: string | null): void;
}

/** The field is kept this far from the right and lower edge. */
const SPACE = { w: 232, h: 96 };

export function TextField({ writing, screen, onEnd }: Props) {
	const [text, setText] = useState(writing.text);
	const field = useRef<HTMLTextAreaElement>(null);
	const isOver = useRef(false);
	// Before the next key, which belongs to the text.
	useLayoutEffect(() => {
		field.current?.focus();
		field.current?.select();
	}, []);
	const end = (result: string | null) => {
		if (isOver.current) return;
		isOver.current = true;
		onEnd(result);
	};
	const pressed = (event: KeyboardEvent) => {
		event.stopPropagation();
		// Enter also ends the choice of a character in an input method.
		if (event.nativeEvent.isComposing) return;
		if (event.key === "Escape") end(null);
		else if (event.key === "Enter" && !event.shiftKey) end(text);
		else return;
		event.preventDefault();
	};
	const { view, size } = screen;
	const [x, y] = [(writing.at.x - view.x) * view.zoom, (writing.at.y - view.y) * view.zoom];
	const place = { left: `${between(x, size.w - SPACE.w)}px`, top: `${between(y, size.h - SPACE.h)}px` };
	return (
		<textarea
			ref={field}
			className="input board-field"
			dir="auto"
			aria-label={t`Text for the whiteboard`}
			title={t`Enter puts it there, Shift and Enter begins a line, Escape leaves it`}
			style={place}
			rows={2}
			maxLength={LONGEST_TEXT}
			value={text}
			onChange={(event) => setText(event.target.value)}
			onKeyDown={pressed}
			onBlur={() => end(text)}
		/>
	);
}

function between(value: number, most: number): number {
	return Math.round(Math.max(0, Math.min(most, value)));
}
