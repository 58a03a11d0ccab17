import { expect, test } from "vitest";
import { EMPTY } from "./draft";
import { KeptDraft } from "./keptDraft";

function shelf(texts: Record<string, string> = {}) {
	const kept = new Map(Object.entries(texts));
	return {
		kept,
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, text: string) => void kept.set(key, text),
		removeItem: (key: string) => void kept.delete(key),
	};
}

test("a change is there at once, before anything is drawn, and in the browser", () => {
	const storage = shelf();
	const draft = new KeptDraft("i", null, storage);
	// Two changes by what was drawn before either of them.
	const { change } = draft;
	change({ overall: "4" });
	change({ good_match: "1" });
	expect(draft.current()).toEqual({ ...EMPTY, overall: "4", good_match: "1" });
	expect(JSON.parse(storage.kept.get("mockmate.review.i") ?? "")).toEqual(draft.current());
	expect(new KeptDraft("i", null, storage).current()).toEqual(draft.current());
});

test("a draft of an earlier version goes on, and a broken one starts empty", () => {
	const before = JSON.stringify({ communication: "3", did_well: "Calm.", to_improve: "" });
	expect(new KeptDraft("i", null, shelf({ "mockmate.review.i": before })).current()).toEqual(JSON.parse(before));
	expect(new KeptDraft("i", null, shelf({ "mockmate.review.i": "{" })).current()).toEqual(EMPTY);
});

test("what was sent is kept no longer, and whoever looks at a draft is told of its changes", () => {
	const storage = shelf();
	const draft = new KeptDraft("i", null, storage);
	let told = 0;
	const stop = draft.subscribe(() => {
		told += 1;
	});
	draft.change({ did_well: "Calm." });
	stop();
	draft.change({ did_well: "Calm and clear." });
	expect(told).toBe(1);
	draft.discard();
	expect(storage.kept.size).toBe(0);
});

test("a browser without room for it keeps the draft as long as the page", () => {
	const storage = {
		...shelf(),
		setItem: () => {
			throw new Error("full");
		},
	};
	const draft = new KeptDraft("i", null, storage);
	draft.change({ did_well: "Calm." });
	expect(draft.current().did_well).toBe("Calm.");
});
