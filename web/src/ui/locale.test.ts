import { expect, test } from "vitest";
import { inOrder, list, mean, regional, share, whole } from "./locale";

test("what is formatted is in the language of the page, by the customs of the region", () => {
	const devices = ["en-GB", "en", "de-DE", "de", "pt-BR"];
	expect(devices.map((one) => regional("en", one))).toEqual(["en-GB", "en", "en-DE", "en-DE", "en-BR"]);
	expect(["es-MX", "es", "en-US"].map((one) => regional("es", one))).toEqual(["es-MX", "es", "es-US"]);
	expect(regional("pt-BR", "pt-PT")).toBe("pt-PT");
});

test("numbers, lists and orders are those of a language, too", () => {
	expect([whole(12_345), mean(4), share(0.625), list(["one", null, "two", "three"])]).toEqual([
		"12,345",
		"4.0",
		"63%",
		"one, two, three",
	]);
	expect(["zoe", "Émile", "adam"].sort(inOrder)).toEqual(["adam", "Émile", "zoe"]);
});
