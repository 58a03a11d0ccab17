// The parts that a question may lack, and what it can't be used for without them, in words.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../../../api/client";

type Part = Schemas["NeededPart"];

const PARTS: Record<Part, readonly [name: string, use: string]> = {
	tags: [t`tags`, t`Being found by its subject, and chosen for people who did poorly with it`],
	hints: [t`hints`, t`Helping someone who is stuck`],
	solution: [t`solution`, t`Judging an answer`],
	follow_ups: [t`follow-ups`, t`Going on after the answer`],
	function: [t`function`, t`Testing in the room: it doesn’t say which function is called`],
	starter_code: [t`starter code`, t`Beginning in the editor`],
	test_cases: [t`test cases`, t`Testing in the room`],
	tables: [t`tables`, t`Testing in the room: there is nothing to query`],
	requirements: [t`requirements`, t`Agreeing on what is to be built`],
	estimates: [t`estimates`, t`Working out the scale`],
	rubric: [t`rubric`, t`Rating an answer`],
	code: [t`code`, t`Reading code together`],
};

/** Parts of a later server are named as it names them. */
export function partName(part: string): string {
	return PARTS[part as Part]?.[0] ?? part.replaceAll("_", " ");
}

/** What a question can't be used for without these parts; `said` is what the server says, in the same order. */
export function unusableFor(parts: readonly string[], said: readonly string[]): string[] {
	return parts.map((part, at) => PARTS[part as Part]?.[1] ?? said[at] ?? partName(part));
}
