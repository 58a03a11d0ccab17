import { expect, test } from "vitest";
import type { Feedback } from "../../api/queries";
import { figure, smoothed } from "./figures";

const feedback = [5, 3, 4].map((overall) => ({ overall, technical: null }) as Feedback);

test("a mean comes with its count and spread", () => {
	expect(figure(feedback, "overall")).toEqual({ count: 3, mean: 4, low: 3, high: 5 });
});

test("what nobody was asked has no figure", () => {
	expect(figure(feedback, "technical")).toBeNull();
});

test("the line is the mean of the last ones", () => {
	expect(smoothed([1, 3, 5, 5], 2)).toEqual([1, 2, 4, 5]);
});
