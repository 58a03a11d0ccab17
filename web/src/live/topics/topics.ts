// The topics of interviews, as the server has them.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import { fieldError } from "../../api/problems";
import type { InterviewType } from "../../api/queries";
import { queryClient } from "../../api/queryClient";
import { list } from "../../ui/locale";
import { chosenOf, nameOfTopic, type Topic } from "./topicNames";

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
