import { expect, test } from "vitest";
import type { Feedback } from "../../api/queries";
import { asked, bodyOf, draftOf } from "./draft";

const given = {
	communication: 4,
	problem_solving: 3,
	technical: 5,
	overall: 4,
	good_match: 5,
	rubric: { code: 5 },
	would_pass: false,
	did_well: "Asked first.",
	to_improve: "Name things.",
} as unknown as Feedback;

test("what was said and is not changed is sent as it was", () => {
	const { communication, problem_solving, technical, overall, good_match, rubric, ...rest } = given;
	expect(bodyOf(draftOf(given), "technical")).toMatchObject({
		communication,
		problem_solving,
		technical,
		overall,
		good_match,
		rubric,
		would_pass: rest.would_pass,
		did_well: rest.did_well,
		to_improve: rest.to_improve,
	});
});

test("a behavioral interview has no technical marks, and finer ones only where some were given", () => {
	expect(asked("behavioral").map(([key]) => key)).toEqual(["communication", "overall"]);
	const draft = { ...draftOf({ ...given, rubric: null }), structure: "2" };
	expect(bodyOf(draft, "behavioral")).toMatchObject({
		problem_solving: null,
		technical: null,
		rubric: { structure: 2 },
	});
	expect(bodyOf(draftOf({ ...given, rubric: null }), "behavioral").rubric).toBeNull();
});
