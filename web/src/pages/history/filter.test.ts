import { afterEach, expect, test, vi } from "vitest";
import { asQuery, NO_FILTER } from "./filter";

afterEach(() => vi.unstubAllEnvs());

test("nothing chosen asks for everything", () => {
	expect(asQuery(NO_FILTER)).toEqual({});
});

test("both days of a span belong to it, also when the clocks change on one", () => {
	vi.stubEnv("TZ", "Europe/Berlin");
	const query = asQuery({ ...NO_FILTER, since: "2027-03-28", until: "2027-03-28" });
	expect(query).toEqual({ from: "2027-03-27T23:00:00.000Z", to: "2027-03-28T22:00:00.000Z" });
});

test("what is chosen is asked for by the API's names", () => {
	expect(asQuery({ ...NO_FILTER, type: "technical", difficulty: "hard", peer: 7, topic: "sql" })).toEqual({
		interview_type: "technical",
		difficulty: "hard",
		peer: 7,
		topic: "sql",
	});
});
