import { expect, test } from "vitest";
import { chosenOf, nameOfTopic, offeredOf, type Topic } from "./topicNames";

const topic = (slug: string, changes: Partial<Topic> = {}): Topic => ({
	slug,
	interview_type: "technical",
	name: slug,
	retired: false,
	...changes,
});
const TOPICS = [
	topic("sql"),
	topic("old", { retired: true }),
	topic("conflict", { interview_type: "behavioral" }),
	topic("web"),
];

test("a topic that ships has the name of the page's language, unless administrators changed it", () => {
	expect(nameOfTopic({ slug: "sql", name: "SQL and data" })).toBe("SQL and data");
	expect(nameOfTopic({ slug: "sql", name: "Databases" })).toBe("Databases");
	expect(nameOfTopic({ slug: "toString", name: "Of ours" })).toBe("Of ours");
});

test("only those of the type that are not retired can be wished for", () => {
	expect(offeredOf(TOPICS, "technical").map(({ slug }) => slug)).toEqual(["sql", "web"]);
	expect(chosenOf(TOPICS, "technical", ["web", "old", "conflict", "gone"])).toEqual(["web"]);
});
