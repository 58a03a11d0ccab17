// The drawing surface: the picture with what is selected and where people point at, and the keys and pointers on it.
import { t } from "@lingui/core/macro";
import type { ComponentProps, ReactNode } from "react";
import { inWords } from "./describing";
import type { Tool } from "./hands";
import type { Mark } from "./marks";
import { Overlay } from "./Overlay";
import { Picture } from "./Picture";
import type { useGestures } from "./useGestures";
import type { useKeys } from "./useKeys";
import type { Screen } from "./useScreen";
import { areaSeen } from "./view";

interface Props {
	marks: readonly Mark[];
	overlay: ComponentProps<typeof Overlay>;
	screen: Screen;
	tool: Tool;
	gestures: ReturnType<typeof useGestures>;
	keys: ReturnType<typeof useKeys>;
	describedBy: string;
	onEdit(event: { clientX: number; clientY: number }): void;
	children?: ReactNode;
}

export function Surface({ marks, screen, tool, gestures, keys, describedBy, onEdit, overlay, children }: Props) {
	const seen = areaSeen(screen.view, screen.size);
	const { at, isDown } = keys.pen;
	return (
		<div
			className="board-surface"
			role="application"
			aria-label={t`Drawing area`}
			aria-describedby={describedBy}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on by keyboard too
			tabIndex={0}
			{...keys.handlers}
		>
			<svg
				ref={screen.drawing}
				viewBox={`${seen.x} ${seen.y} ${seen.w} ${seen.h}`}
				role="img"
				aria-label={inWords(marks)}
				data-tool={tool}
				onDoubleClick={onEdit}
				{...gestures}
			>
				<Picture marks={marks} seen={seen} />
				<Overlay {...overlay} />
				{at && <circle className="board-cursor" cx={at.x} cy={at.y} r={14} data-down={isDown} />}
			</svg>
			{children}
		</div>
	);
}
