// The topics of interviews: what can be wished for, and what they are called on the page.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError } from "../../api/problems";
import type { InterviewType } from "../../api/queries";
import { queryClient } from "../../api/queryClient";
import { list } from "../../ui/locale";

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

const QUERY = {
	queryKey: ["topics"],
	queryFn: async () => (await ok(api.GET("/topics"))).items,
	staleTime: 600_000,
};

export function useTopics(): Topic[] {
	return useQuery(QUERY).data ?? [];
}

/** Does something with those of these slugs that can be wished for; administrators may have changed them meanwhile. */
export async function wishing<T>(
	type: InterviewType,
	slugs: readonly string[],
	work: (topics: string[]) => Promise<T>,
): Promise<T> {
	const known = slugs.length === 0 ? [] : await queryClient.ensureQueryData(QUERY);
	try {
		return await work(chosenOf(known, type, slugs));
	} catch (error) {
		// The page offers what is retired; the next attempt is without it.
		if (fieldError(error, "topics")) void queryClient.invalidateQueries({ queryKey: QUERY.queryKey });
		throw error;
	}
}

export function chosenOf(topics: readonly Topic[], type: InterviewType, slugs: readonly string[]): string[] {
	return offeredOf(topics, type)
		.map(({ slug }) => slug)
		.filter((slug) => slugs.includes(slug));
}

export function offeredOf(topics: readonly Topic[], type: InterviewType): Topic[] {
	return topics.filter((one) => one.interview_type === type && !one.retired);
}

/** "SQL and data and System design"; null if there are none. A server of before doesn't send any. */
export function useTopicNames(slugs: readonly string[] | undefined): string | null {
	const topics = useTopics();
	if (!slugs?.length) return null;
	return list(
		slugs.map((slug) => {
			const topic = topics.find((one) => one.slug === slug);
			return topic ? nameOfTopic(topic) : slug.replaceAll("-", " ");
		}),
	);
}
