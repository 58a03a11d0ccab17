// The drawing surface: handles pointers and keys, and converts positions to the board's own units.
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { HEIGHT, type Mark, WIDTH } from "./marks";
import { inWords, Picture, VIEW } from "./Picture";

export interface Hand {
	/** Called when the pen goes down at a point, moves while down, and is lifted. */
	down(x: number, y: number): void;
	move(x: number, y: number): void;
	up(): void;
}

interface Props {
	marks: readonly Mark[];
	hand: Hand;
	/** Whether the pen stays down between keys until a key lifts it. */
	holds: boolean;
	/** The position of the next label. */
	aim: { x: number; y: number } | null;
	label: string;
	describedBy: string;
}

const STEP = 20;
const STRIDE = 100;
const ARROWS: Record<string, readonly [x: number, y: number]> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

export function Surface({ marks, hand, holds, aim, label, describedBy }: Props) {
	const drawing = useRef<SVGSVGElement>(null);
	const pointer = useRef<number | null>(null);
	const keys = useKeys(hand, holds);
	const at = (event: { clientX: number; clientY: number }) => {
		const into = drawing.current?.getScreenCTM()?.inverse();
		return new DOMPoint(event.clientX, event.clientY).matrixTransform(into);
	};
	const down = (event: PointerEvent) => {
		if (pointer.current !== null || event.button !== 0) return;
		pointer.current = event.pointerId;
		event.currentTarget.setPointerCapture(event.pointerId);
		const { x, y } = at(event);
		hand.down(x, y);
	};
	const move = (event: PointerEvent) => {
		if (event.pointerId !== pointer.current) return;
		const native = event.nativeEvent;
		const between = native.getCoalescedEvents?.() ?? [];
		for (const one of between.length > 0 ? between : [native]) {
			const { x, y } = at(one);
			hand.move(x, y);
		}
	};
	const up = (event: PointerEvent) => {
		if (event.pointerId !== pointer.current) return;
		pointer.current = null;
		hand.up();
	};
	return (
		<div
			className="board-surface"
			role="application"
			aria-label={label}
			aria-describedby={describedBy}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on by keyboard too
			tabIndex={0}
			{...keys.handlers}
		>
			<svg
				ref={drawing}
				{...VIEW}
				role="img"
				aria-label={inWords(marks)}
				onPointerDown={down}
				onPointerMove={move}
				onPointerUp={up}
				onPointerCancel={up}
			>
				<Picture marks={marks} />
				{aim && <circle className="board-aim" cx={aim.x} cy={aim.y} r={14} />}
				{keys.cursor && (
					<circle className="board-cursor" cx={keys.cursor.x} cy={keys.cursor.y} r={14} data-down={keys.isDown} />
				)}
			</svg>
		</div>
	);
}

/** Drawing by keyboard: arrows move, Space puts the pen down and lifts it. */
function useKeys(hand: Hand, holds: boolean) {
	const [cursor, setCursor] = useState<{ x: number; y: number } | null>(null);
	const [isDown, setDown] = useState(false);
	const lift = () => {
		if (isDown) hand.up();
		setDown(false);
	};
	const pressed = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const { x, y } = cursor ?? { x: WIDTH / 2, y: HEIGHT / 2 };
		const arrow = ARROWS[event.key];
		if (arrow) {
			const far = event.shiftKey ? STRIDE : STEP;
			const to = { x: clamp(x + arrow[0] * far, WIDTH), y: clamp(y + arrow[1] * far, HEIGHT) };
			setCursor(to);
			if (isDown) hand.move(to.x, to.y);
		} else if (event.key === " " || event.key === "Enter") {
			setCursor({ x, y });
			if (isDown) return lift();
			hand.down(x, y);
			if (holds) setDown(true);
			else hand.up();
		} else return;
		event.preventDefault();
	};
	const left = () => {
		lift();
		setCursor(null);
	};
	return { cursor, isDown, handlers: { onKeyDown: pressed, onBlur: left } };
}

function clamp(value: number, most: number): number {
	return Math.min(most, Math.max(0, value));
}
