// What somebody would practice alone, as links to the page say it.
import { LEVEL_OPTIONS, TYPE_OPTIONS } from "../../ui/words";
import { type Practice, remembered } from "../home/practice";

/** The address of the page, with what is wished for where the link is. */
export function soloAddress({ type, level, topics }: Practice): string {
	const given = [["type", type], ["level", level], ...(topics[type] ?? []).map((slug) => ["topic", slug])];
	return `/solo?${new URLSearchParams(given)}`;
}

/** Reads it from the address; what is not there is as it was last chosen. */
export function soloWish(search: string): Practice {
	const given = new URLSearchParams(search);
	const usual = remembered();
	const type = optionOf(TYPE_OPTIONS, given.get("type"));
	return {
		type: type ?? usual.type,
		level: optionOf(LEVEL_OPTIONS, given.get("level")) ?? usual.level,
		topics: type ? { ...usual.topics, [type]: given.getAll("topic") } : usual.topics,
	};
}

function optionOf<T extends string>(options: readonly (readonly [T, unknown])[], given: string | null): T | undefined {
	return options.find(([key]) => key === given)?.[0];
}
