import { expect, test } from "vitest";
import { ariaSort, next } from "./sorting";

test("a column goes from the highest first to the lowest first to no order", () => {
	const highest = next(null, "rating");
	expect(ariaSort(highest, "rating")).toBe("descending");
	expect(ariaSort(highest, "asked")).toBe("none");
	const lowest = next(highest, "rating");
	expect(ariaSort(lowest, "rating")).toBe("ascending");
	expect(next(lowest, "rating")).toBeNull();
	expect(next(lowest, "asked")).toEqual({ sort: "asked", ascending: false });
});
