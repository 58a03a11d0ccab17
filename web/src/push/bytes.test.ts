import { expect, test } from "vitest";
import { bytesOf } from "./bytes";

test("a key is the bytes that the server has encoded", () => {
	expect([...bytesOf("-_8")]).toEqual([251, 255]);
	expect([...bytesOf("AQID")]).toEqual([1, 2, 3]);
	expect(bytesOf("")).toHaveLength(0);
});
