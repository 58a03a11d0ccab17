import { expect, test } from "vitest";
import * as Y from "yjs";
import { inWords, listed } from "./describing";
import { toSvg } from "./exported";
import { type Board, read } from "./marks";

const PALETTE = {
	paper: "#ffffff",
	inks: ["#000000", "#0000ff", "#ff0000"],
	tints: ["#cccccc", "#ccccff", "#ffcccc"],
	font: 'system-ui, "Segoe UI", sans-serif',
};

function board(...all: Record<string, unknown>[]) {
	const marks: Board = new Y.Doc().getArray("board");
	for (const fields of all) marks.push([new Y.Map<unknown>(Object.entries(fields))]);
	return read(marks);
}

const MARKS = board(
	{ kind: "rect", id: "a", x: 0, y: 0, w: 200, h: 100, colour: 1, width: 4, fill: 1, text: "API", size: 20 },
	{ kind: "diamond", id: "b", x: 0, y: 300, w: 200, h: 100, colour: 2, width: 4 },
	{ kind: "arrow", x: 0, y: 0, w: 9, h: 9, from: "a", to: "b", text: "asks" },
	{ kind: "text", x: -100, y: 0, size: 32, text: '</text><script>alert("1")</script>&\n\u0007two' },
);

test("an exported drawing has every mark with its own color, and reaches a bit beyond them", () => {
	const { svg, width, height } = toSvg(MARKS, PALETTE);
	expect(svg).toContain(
		'<rect x="0" y="0" width="200" height="100" rx="6" stroke-width="4" fill="#ccccff" stroke="#0000ff"',
	);
	expect(svg).toContain(
		'<polygon points="100,300 200,350 100,400 0,350" stroke-width="4" fill="none" stroke="#ff0000"',
	);
	expect(svg).toContain('<line x1="100" y1="105" x2="100" y2="295"');
	expect(svg.match(/data-kind="(\w+)"/g)).toHaveLength(4);
	expect(svg).toMatch(new RegExp(`viewBox="-1[\\d.]+ -[\\d.]+ ${width} ${height}"`));
	expect(height).toBeGreaterThan(400);
});

test("nothing that somebody wrote becomes an element or an attribute, nor breaks the file", () => {
	const { svg } = toSvg(MARKS, PALETTE);
	expect(svg).not.toContain("<script");
	expect(svg).toContain("&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;</text>");
	expect(svg).not.toContain("\u0007");
	expect(svg).toContain('font-family="system-ui, &quot;Segoe UI&quot;, sans-serif"');
});

test("an empty board is exported as its paper", () => {
	expect(toSvg([], PALETTE).svg).toContain('fill="#ffffff"');
});

test("everything is listed in words, with what it connects", () => {
	expect(inWords([])).toBe("Nothing yet");
	expect(inWords(MARKS)).toMatch(/^1 rectangle, 1 diamond, 1 arrow; labels: API, asks, /);
	expect(inWords(board({ kind: "label", x: 1, y: 2, text: "cache" }))).toBe("labels: cache");
	expect(
		listed(MARKS)
			.map((one) => one.text)
			.slice(0, 3),
	).toEqual(["Rectangle “API”", "Diamond 1", "Arrow “asks”, from Rectangle “API” to Diamond 1"]);
});
