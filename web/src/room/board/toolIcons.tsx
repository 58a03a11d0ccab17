// The icons of the whiteboard's tools, as lines in the color of the text. Each has a label beside it.
const PATHS = {
	select: "M6 4v14l4-3.5 2.5 5 2.5-1.2-2.5-5h5z",
	rect: "M4 6h16v12H4z",
	diamond: "M12 4l8 8-8 8-8-8z",
	ellipse: "M4 12a8 6 0 1 0 16 0a8 6 0 1 0-16 0",
	arrow: "M5 19 19 5M10 5h9v9",
	line: "M5 19 19 5",
	pen: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
	text: "M5 7V5h14v2M12 5v14M9 19h6",
	eraser: "M9 19h11M5 14l8-9 6 5-8 9H9z",
	undo: "M9 5 4 10l5 5M4 10h10a5 5 0 0 1 0 10h-3",
	redo: "M15 5l5 5-5 5M20 10H10a5 5 0 0 0 0 10h3",
	fill: "M4 6h16v12H4zM4 13l7-7M4 18 16 6M10 18 20 8M16 18l4-4",
	fit: "M9 4H4v5M15 4h5v5M20 15v5h-5M4 15v5h5",
	out: "M5 12h14",
	in: "M5 12h14M12 5v14",
} as const;

export type ToolIconName = keyof typeof PATHS;

export function ToolIcon({ name }: { name: ToolIconName }) {
	return (
		<svg className="board-icon" viewBox="0 0 24 24" aria-hidden="true">
			<path d={PATHS[name]} />
		</svg>
	);
}
