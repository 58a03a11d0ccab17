// The whiteboard as a file: SVG, and PNG made of that. Loaded when somebody saves it.
//
// It has the colors of the page at that moment, so that it looks as what is seen. It has no scripts, links or pictures.
import { type Piece, piecesOf } from "./figures";
import { boundsOf, byIdOf, grown } from "./geometry";
import { COLOURS, FRAME, type Mark } from "./marks";

/** The colors of the page, as CSS has them. */
export interface Palette {
	paper: string;
	/** By index of the color. */
	inks: readonly string[];
	/** The same, as the inside of filled shapes. */
	tints: readonly string[];
	font: string;
}
export interface Exported {
	svg: string;
	/** In units of the board, which are pixels at 100 %. */
	width: number;
	height: number;
}

const MARGIN = 24;

export function toSvg(marks: readonly Mark[], palette: Palette): Exported {
	const byId = byIdOf(marks);
	const { x, y, w, h } = grown(boundsOf(marks, byId) ?? FRAME, MARGIN + widest(marks) / 2);
	const [width, height] = [Math.ceil(w), Math.ceil(h)];
	const figures = marks.map((mark) => {
		const inside = piecesOf(mark, byId).map((piece) => element(piece, mark.colour, palette));
		return `<g data-kind="${mark.kind}">${inside.join("")}</g>`;
	});
	const box = [x, y, width, height].map((one) => Math.round(one * 10) / 10);
	const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box.join(" ")}"`;
	const font = `font-family="${escaped(palette.font)}" font-weight="560"`;
	const paper = tag("rect", { x: box[0]!, y: box[1]!, width, height, fill: palette.paper });
	return { svg: [`${head} ${font}>`, paper, ...figures, "</svg>", ""].join("\n"), width, height };
}

function widest(marks: readonly Mark[]): number {
	return Math.max(0, ...marks.map((one) => ("width" in one ? one.width : 0)));
}

function element({ tag: name, paint, attributes, text }: Piece, colour: number, palette: Palette): string {
	const ink = palette.inks[colour] ?? "";
	if (paint === "words") {
		const halo = {
			stroke: palette.paper,
			"stroke-width": 0.2 * Number(attributes["font-size"]),
			"paint-order": "stroke",
		};
		return tag(name, { ...attributes, fill: ink, ...halo, "stroke-linejoin": "round", "xml:space": "preserve" }, text);
	}
	const fill = paint === "tint" ? (palette.tints[colour] ?? "none") : "none";
	return tag(name, { ...attributes, fill, stroke: ink, "stroke-linecap": "round", "stroke-linejoin": "round" });
}

function tag(name: string, attributes: Readonly<Record<string, number | string>>, text?: string): string {
	const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
	return text === undefined ? `<${name}${all.join("")}/>` : `<${name}${all.join("")}>${escaped(text)}</${name}>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}

/** Returns the colors that the page has at the moment, taken from an element on the board. */
export function paletteOf(board: Element): Palette {
	const probe = document.createElement("span");
	probe.hidden = true;
	board.append(probe);
	const shown = (className: string) => {
		probe.className = className;
		const { color, backgroundColor } = getComputedStyle(probe);
		return { color: opaque(color), background: opaque(backgroundColor) };
	};
	const inks = COLOURS.map((_, index) => shown(`board-probe ink-${index}`));
	const paper = shown("board-probe board-probe-paper").background;
	const font = getComputedStyle(probe).fontFamily;
	probe.remove();
	return { paper, inks: inks.map((one) => one.color), tints: inks.map((one) => one.background), font };
}

/** Returns a color as every program reads it: what a browser computes may be in newer words. */
function opaque(color: string): string {
	const context = document.createElement("canvas").getContext("2d");
	if (!context) return color;
	context.fillStyle = color;
	context.fillRect(0, 0, 1, 1);
	const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
	return `#${[red, green, blue].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

/** The longest side of a picture, in pixels: some phones draw no more. */
const LONGEST = 4096;

/** Returns the picture of a drawing, at twice its size unless that is too large. */
export async function toPng({ svg, width, height }: Exported): Promise<Blob> {
	const scale = Math.min(2, LONGEST / width, LONGEST / height);
	const image = new Image();
	const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
	try {
		image.src = url;
		await image.decode();
		const canvas = document.createElement("canvas");
		[canvas.width, canvas.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
		canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
		const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
		if (!blob) throw new Error("the picture could not be made");
		return blob;
	} finally {
		URL.revokeObjectURL(url);
	}
}
