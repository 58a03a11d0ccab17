// What topics are called on the page, and which of them can be wished for.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";
import type { InterviewType } from "../../api/queries";

export type Topic = Schemas["TopicOut"];

/** Those that ship, by slug: their name as it is stored, and in the language of the page. */
const SHIPPED = new Map<string, readonly [stored: string, shown: string]>(
	Object.entries({
		algorithms: ["Data structures and algorithms", t`Data structures and algorithms`],
		"system-design": ["System design", t`System design`],
		"front-end": ["Front end", t`Front end`],
		sql: ["SQL and data", t`SQL and data`],
		debugging: ["Debugging and code review", t`Debugging and code review`],
		leadership: ["Leadership", t`Leadership`],
		conflict: ["Conflict", t`Conflict`],
		delivery: ["Delivery", t`Delivery`],
		values: ["Values", t`Values`],
	} as const),
);

/** Returns a topic's name. One that administrators changed is theirs, and stays as it is. */
export function nameOfTopic({ slug, name }: Pick<Topic, "slug" | "name">): string {
	const [stored, shown] = SHIPPED.get(slug) ?? [];
	return shown !== undefined && stored === name ? shown : name;
}

export function chosenOf(topics: readonly Topic[], type: InterviewType, slugs: readonly string[]): string[] {
	return offeredOf(topics, type)
		.map(({ slug }) => slug)
		.filter((slug) => slugs.includes(slug));
}

export function offeredOf(topics: readonly Topic[], type: InterviewType): Topic[] {
	return topics.filter((one) => one.interview_type === type && !one.retired);
}
