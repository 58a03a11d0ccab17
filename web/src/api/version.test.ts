import { expect, test } from "vitest";
import { isOlder } from "./version";

test.each([
	["0.1.0", "0.1.0", false],
	["0.1.0", "0.1.1", true],
	["0.9.9", "0.10.0", true],
	["1.0.0", "0.99.99", false],
	["2.0.0", "10.0.0", true],
])("is %s older than %s: %s", (version, other, older) => {
	expect(isOlder(version, other)).toBe(older);
});
