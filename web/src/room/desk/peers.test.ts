import { expect, test } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { checked } from "./peers";

const user = { name: "Ada", color: "#4655d9", colorLight: "#4655d933" };
const place = { type: null, tname: "code", item: null, assoc: 0 };
const beside = { type: null, tname: null, item: { client: 7, clock: 3 }, assoc: -1 };

/** What a page has of a peer who says this of themselves. */
function seen(state: unknown): unknown {
	const [theirs, mine] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())];
	theirs.setLocalState(state as Record<string, unknown>);
	const update = encodeAwarenessUpdate(theirs, [theirs.clientID]);
	applyAwarenessUpdate(mine, checked(update, mine.clientID), "test");
	const there = mine.getStates().get(theirs.clientID) ?? null;
	for (const one of [theirs, mine]) one.destroy();
	return there;
}

test("a name, colors and a cursor are as they were said", () => {
	expect(seen({ user, cursor: { anchor: place, head: beside } })).toEqual({
		user,
		cursor: { anchor: place, head: beside },
	});
	expect(seen({ user, cursor: null })).toEqual({ user, cursor: null });
});

test("a language that runs is told, and nothing else in its place", () => {
	expect(seen({ user, cursor: null, running: "go" })).toEqual({ user, cursor: null, running: "go" });
	for (const odd of ["a new one", "constructor", ["go"], 1, true, null]) {
		expect(seen({ user, cursor: null, running: odd })).toEqual({ user, cursor: null });
	}
});

test("the pad somebody looks at is told, and their cursor may be in either", () => {
	for (const pad of ["code", "code2"]) {
		const there = { ...place, tname: pad };
		const state = { user, cursor: { anchor: there, head: there }, pad };
		expect(seen(state)).toEqual(state);
	}
	for (const odd of ["code3", "constructor", "", ["code"], 1, null]) {
		expect(seen({ user, cursor: { anchor: { ...place, tname: odd }, head: place }, pad: odd })).toEqual({
			user,
			cursor: null,
		});
	}
});

test("a place on the whiteboard is told, and nothing else in its place", () => {
	expect(seen({ user, pointer: { x: 3, y: -5.5, more: 1 } })).toEqual({
		user,
		cursor: null,
		pointer: { x: 3, y: -5.5 },
	});
	for (const odd of [{ x: 1 }, { x: 1, y: "2" }, { x: 1e9, y: 0 }, [1, 2], "here", null, { x: null, y: 0 }]) {
		expect(seen({ user, pointer: odd })).toEqual({ user, cursor: null });
	}
});

test("those who are gone are gone", () => {
	expect(seen(null)).toBeNull();
});

test.each([
	["a color that is more than one", { user: { ...user, color: "red; margin: 1px" } }],
	["a color that is none", { user: { ...user, color: ["#4655d9"] } }],
	["a color with a line end", { user: { ...user, color: "#4655d9\n" } }],
])("%s is left out", (_, state) => {
	expect(seen(state)).toEqual({ user: { name: "Ada", colorLight: "#4655d933" }, cursor: null });
});

test.each([5, "text", [], {}, { user: 5 }, { user: [1], cursor: "here" }, { user: { name: { toString: 1 } } }])(
	"%j says nothing",
	(state) => {
		expect(seen(state)).toEqual({ user: {}, cursor: null });
	},
);

test.each([
	{},
	{ item: {} },
	{ item: { client: 1.5, clock: 0 } },
	{ item: { client: 1, clock: -1 } },
	{ item: { client: "1", clock: 0 }, tname: "code" },
	{ tname: "elsewhere" },
	{ type: { client: 1, clock: 0 } },
	5,
	null,
])("a cursor at %j is nowhere", (odd) => {
	expect(seen({ user, cursor: { anchor: odd, head: place } })).toEqual({ user, cursor: null });
	expect(seen({ user, cursor: { anchor: place, head: odd } })).toEqual({ user, cursor: null });
});

test("a long name is cut, and nobody speaks for this page", () => {
	expect(seen({ user: { name: "x".repeat(4_000) } })).toEqual({ user: { name: "x".repeat(100) }, cursor: null });
	const [theirs, mine] = [new Awareness(new Y.Doc()), new Awareness(new Y.Doc())];
	mine.setLocalState({ user });
	theirs.setLocalState({ user: { name: "not me" } });
	theirs.setLocalState({ user: { name: "not me" } });
	const update = encodeAwarenessUpdate(theirs, [theirs.clientID]);
	applyAwarenessUpdate(mine, checked(update, theirs.clientID), "test");
	expect([...mine.getStates().values()]).toEqual([{ user }]);
	for (const one of [theirs, mine]) one.destroy();
});
