import { expect, test } from "vitest";
import { cleanName, initialOf, initialsOf, nameOf } from "./names";

test.each([
	"Zoë",
	"山田\u3000太郎",
	"علی\u200cرضا",
	"രാജന്\u200d",
	"👩🏽\u200d💻 Ada",
	"🏳️\u200d🌈",
	"བསྒྲུབས",
	"渡邉\u{e0100}",
	"שָׁלוֹם",
])("%j stays as it is", (name) => {
	expect(cleanName(name)).toBe(name);
});

test.each([
	["\u202eadA", "adA"],
	["A\u200bd\u2066a\ufeff", "Ada"],
	["Ada\u200d", "Ada"],
	[`A${"\u0335".repeat(9)}`, `A${"\u0335".repeat(4)}`],
	["\ufeff", ""],
	["\u3164 \u2800", ""],
	["\ufe0f", ""],
])("of %j %j is shown", (name, shown) => {
	expect(cleanName(name)).toBe(shown);
});

test("who has no name to show is shown by their username", () => {
	expect(nameOf({ username: "ada", full_name: "\u200b" })).toBe("ada");
	expect(nameOf({ username: "ada", full_name: null })).toBe("ada");
});

test("a name that is read from right to left is kept apart from the words around it", () => {
	expect(nameOf({ username: "noa", full_name: "נועה" })).toBe("\u2068נועה\u2069");
	expect(initialOf("\u2068נועה\u2069")).toBe("נ");
	expect(initialOf("e\u0301va")).toBe("E\u0301");
});

test("initials are those of the first and the last word", () => {
	expect(initialsOf("Ada King Lovelace")).toBe("AL");
	expect(initialsOf("Xenia M.")).toBe("XM");
	expect(initialsOf("xenia_5")).toBe("X");
	expect(initialsOf("Noor (she)")).toBe("N");
	expect(initialsOf("7up")).toBe("7");
	expect(initialsOf("王小明")).toBe("王");
});
