// The bar of the whiteboard: tools, colors, widths, undo, what is seen, and saving it as a file.
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { share } from "../../ui/locale";
import type { Style } from "./easel";
import { TOOLS, type Tool } from "./hands";
import { COLOURS, OLD_COLOURS } from "./marks";
import { ToolIcon, type ToolIconName } from "./toolIcons";
import type { Drawing } from "./useBoard";
import type { Screen } from "./useScreen";
import { STEP } from "./view";

const NAMES: Record<Tool, string> = {
	select: t`Select`,
	rect: t`Rectangle`,
	diamond: t`Diamond`,
	ellipse: t`Ellipse`,
	arrow: t`Arrow`,
	line: t`Line`,
	pen: t`Pen`,
	text: t`Text`,
	eraser: t`Eraser`,
};
const WIDTHS = [
	[3, t`Thin`],
	[5, t`Medium`],
	[10, t`Thick`],
] as const;

interface Props {
	tool: Tool;
	onTool(tool: Tool): void;
	style: Style;
	onStyle(style: Style): void;
	drawing: Drawing;
	screen: Screen;
	/** The tools that the server takes something of. */
	offered: readonly Tool[];
	readOnly: boolean;
	onSave(kind: "svg" | "png"): void;
}

export function ToolBar({ tool, onTool, style, onStyle, drawing, screen, offered, readOnly, onSave }: Props) {
	const tools = offered.map((one) => {
		const key = String(TOOLS.indexOf(one) + 1);
		return [one, named(<ToolIcon name={one} />, NAMES[one], key)] as const;
	});
	const isOld = offered.length < TOOLS.length;
	const colours = COLOURS.slice(0, isOld ? OLD_COLOURS : COLOURS.length);
	return (
		<div className="board-tools">
			<Choice legend={t`Tool`} hideLegend options={tools} value={tool} onChange={(next) => onTool(next as Tool)} />
			<Choice
				legend={t`Color`}
				hideLegend
				options={colours.map((name, at) => [String(at), named(<span className={`swatch ink-${at}`} />, name)] as const)}
				value={String(style.colour)}
				onChange={(next) => onStyle({ ...style, colour: Number(next) })}
			/>
			<Choice
				legend={t`Width`}
				hideLegend
				options={WIDTHS.map(([width, name]) => [String(width), named(<Width of={width} />, name)] as const)}
				value={String(style.width)}
				onChange={(next) => onStyle({ ...style, width: Number(next) })}
			/>
			{!isOld && (
				<Act
					icon="fill"
					name={t`Fill shapes`}
					pressed={style.fill === 1}
					onClick={() => onStyle({ ...style, fill: 1 - style.fill })}
				/>
			)}
			<div className="row board-acts board-look">
				<Act icon="undo" name={t`Undo`} onClick={drawing.undo} disabled={!drawing.canUndo || readOnly} />
				<Act icon="redo" name={t`Redo`} onClick={drawing.redo} disabled={!drawing.canRedo || readOnly} />
				<Act icon="out" name={t`Zoom out`} onClick={() => screen.zoomBy(1 / STEP)} />
				<Button className="numbers" onClick={screen.actual} title={t`Show it at 100 %`}>
					{share(screen.view.zoom)}
				</Button>
				<Act icon="in" name={t`Zoom in`} onClick={() => screen.zoomBy(STEP)} />
				<Act icon="fit" name={t`Show everything`} onClick={screen.fit} />
				<Button onClick={() => onSave("svg")} aria-label={t`Save as SVG`} title={t`Save as SVG`}>
					SVG
				</Button>
				<Button onClick={() => onSave("png")} aria-label={t`Save as PNG`} title={t`Save as PNG`}>
					PNG
				</Button>
			</div>
		</div>
	);
}

function named(icon: ReactNode, name: string, key?: string) {
	return (
		<span key={name} className="board-option" title={key ? `${name} (${key})` : name}>
			{icon}
			<span className="visually-hidden">{name}</span>
		</span>
	);
}

function Width({ of }: { of: number }) {
	return (
		<svg className="board-icon" viewBox="0 0 24 24" aria-hidden="true">
			<path d="M4 12h16" strokeWidth={of * 0.8} />
		</svg>
	);
}

interface ActProps {
	icon: ToolIconName;
	name: string;
	onClick(): void;
	disabled?: boolean;
	pressed?: boolean;
}

function Act({ icon, name, onClick, disabled, pressed }: ActProps) {
	return (
		<Button
			className="icon"
			aria-label={name}
			title={name}
			onClick={onClick}
			disabled={disabled}
			aria-pressed={pressed}
		>
			<ToolIcon name={icon} />
		</Button>
	);
}
