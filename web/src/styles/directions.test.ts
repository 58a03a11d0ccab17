// Sheets say start and end, not left and right, so that each page can be read from right to left.
import { expect, test } from "vitest";

/** What stays physical, by sheet and declaration, with the reason. */
const PHYSICAL: Record<string, string> = {
	"tile: transform: scaleX(-1)": "one's own camera is a mirror",
	"pads: right: 14px": "lies over code, which runs from left to right",
	"base: transform: scaleX(-1)": "turns icons from right to left",
};

const TEXTS = import.meta.glob<string>("./*.css", { query: "?raw", import: "default", eager: true });
const SIDES =
	/^((scroll-)?(margin|padding)|border)-(left|right)|^(left|right)$|^border-(top|bottom)-(left|right)-radius$/;
/** These name the sides one after the other: top, right, bottom, left. */
const ALL_SIDES = /^((scroll-)?(margin|padding)|inset|border-(width|color|style))$/;

function declarationsOf(text: string): [property: string, value: string][] {
	const found = text.replace(/\/\*.*?\*\//gs, "").matchAll(/(?<=[{;]\s*)([a-z-]+):\s*([^;{}]+)(?=;)/g);
	return [...found].map(([, property = "", value = ""]) => [property, value.trim()]);
}

function partsOf(value: string): string[] {
	return value.match(/(?:[^\s(]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+/g) ?? [];
}

function isPhysical(property: string, value: string): boolean {
	if (SIDES.test(property)) return true;
	if (/^(text-align|float|clear)$/.test(property)) return /^(left|right)$/.test(value);
	if (/^(background-position|transform-origin|object-position)$/.test(property)) return /left|right/.test(value);
	if (property === "background" || property === "background-image") return /to (left|right)/.test(value);
	if (/^(transform|translate)$/.test(property))
		return /translate(X|3d)?\(|scaleX\(-/.test(value) || property === "translate";
	const parts = partsOf(value);
	if (property === "border-radius" && !value.includes("/")) return parts.length > 1;
	// Along the line, a shadow's offset is a multiple of --ahead.
	if (property === "box-shadow" && !value.startsWith("var("))
		return /^-?[1-9]/.test(parts.find((one) => one !== "inset") ?? "");
	return ALL_SIDES.test(property) && parts.length === 4 && parts[1] !== parts[3];
}

test.each([
	["margin", "0 1px 2px 3px", true],
	["margin", "0 1px 2px 1px", false],
	["padding", "4px max(8px, calc(2px + var(--a))) 4px 0", true],
	["inset", "auto 16px 16px", false],
	["border-radius", "0 8px 8px 0", true],
	["box-shadow", "inset 3px 0 var(--accent)", true],
	["box-shadow", "inset 0 2px var(--accent)", false],
	["text-align", "left", true],
	["transform", "translateX(-50%)", true],
	["margin-inline-start", "4px", false],
])("%s: %s", (property, value, expected) => {
	expect(isPhysical(property, value)).toBe(expected);
});

test("no sheet speaks of left and right, except for what has them in every language", () => {
	const found = Object.entries(TEXTS).flatMap(([file, text]) =>
		declarationsOf(text)
			.filter(([property, value]) => isPhysical(property, value))
			.map(([property, value]) => `${file.slice(2, -4)}: ${property}: ${value}`),
	);
	expect(found.sort()).toEqual(Object.keys(PHYSICAL).sort());
});

const COMPONENTS = import.meta.glob<string>("../**/*.tsx", { query: "?raw", import: "default", eager: true });

test("no component does either", () => {
	const found = Object.entries(COMPONENTS).flatMap(([file, text]) =>
		(text.match(/\b((margin|padding|border)(Left|Right)|(left|right): `|textAlign: "(left|right)")/g) ?? [])
			.filter((one) => !(file.endsWith("Panes.tsx") && one === "paddingLeft"))
			.map((one) => `${file}: ${one}`),
	);
	// The whiteboard has its places from the left.
	expect(found).toEqual(["../room/board/TextField.tsx: left: `"]);
});
