import { expect, test } from "vitest";
import * as Y from "yjs";
import { begin, extend, write } from "../../room/board/writing";
import { languageAt, lineOf } from "./happenings";
import { type Happening, type Item, ReplayPlayer, span } from "./replayPlayer";

const START = Date.parse("2027-03-01T10:00:00Z");
const at = (second: number) => new Date(START + second * 1000).toISOString();

function edit(offset: number, update: Uint8Array): Item {
	return { kind: "edit", at: at(offset), offset, update: btoa(String.fromCharCode(...update)) };
}

/** Types a letter each second, from the first on. */
function typed(text: string): Item[] {
	const doc = new Y.Doc();
	const items: Item[] = [];
	doc.on("update", (update: Uint8Array) => items.push(edit(items.length + 1, update)));
	for (const [index, letter] of [...text].entries()) doc.getText("code").insert(index, letter);
	return items;
}

function event(type: string, data: Record<string, unknown> = {}, second = 0): Happening {
	return { kind: "event", at: at(second), offset: 1, type, data };
}

test("the document of every moment is made again, in whatever order one asks", () => {
	const text = "def solve(x): return x\n".repeat(30);
	const film = new ReplayPlayer(typed(text));
	expect(film.length).toBe(text.length);
	for (const count of [0, 5, text.length, 3, 401, 400, 199, 650, 1])
		expect(film.text(count)).toBe(text.slice(0, count));
});

test("the whiteboard of every moment is made again, also of one before something was erased", () => {
	const doc = new Y.Doc();
	const board = doc.getArray<Y.Map<unknown>>("board");
	const items: Item[] = [];
	doc.on("update", (update: Uint8Array) => items.push(edit(items.length + 1, update)));
	write(board, 10, 20, 0, "cache");
	extend(begin(board, 0, 0, 1, 5)!, 100, 100);
	board.delete(0);
	const film = new ReplayPlayer(items);
	const shown = (count: number) => film.marks(count).map((one) => ("points" in one ? one.points : one.text));
	expect([4, 1, 3, 0].map(shown)).toEqual([[[0, 0, 100, 100]], ["cache"], ["cache", [0, 0, 100, 100]], []]);
	expect(film.text(4)).toBe("");
});

test("a moment has the changes that were made until then", () => {
	const film = new ReplayPlayer(typed("abc"));
	expect([-1, 0, 1, 1.5, 3, 99].map((second) => film.countAt(START + second * 1000))).toEqual([0, 0, 1, 1, 3, 3]);
});

test("it lasts from its start to the last that happened", () => {
	const items: Item[] = [event("peer.ready"), event("interview.started", {}, 10), event("interview.ended", {}, 70)];
	expect(span(items).map((moment) => (moment - START) / 1000)).toEqual([10, 70]);
	expect(span([])).toEqual([0, 0]);
});

test("what happened is told with names, and what is of no interest isn't", () => {
	const names = new Map([
		[1, "Ada"],
		[2, "Bo"],
	]);
	const told = (type: string, data: Record<string, unknown>) => {
		const line = lineOf(event(type, data), names);
		return line && `${line.who}|${line.text}`;
	};
	expect(told("chat.message", { user_id: 2, text: "Hello" })).toBe("Bo|Hello");
	expect(told("roles.swapped", { interviewer_id: 1, by: 2 })).toBe("|Bo swapped the roles: Ada became the interviewer");
	expect(told("question.assigned", { user_id: 2, question: { title: "Stairs" } })).toBe("|Bo was asked: Stairs");
	expect(told("question.assigned", { user_id: 2, question: null })).toBeNull();
	expect(told("run.shared", { user_id: 1, passed: 3, total: 5 })).toBe("|Ada ran the tests: 3 of 5 passed");
	expect(told("run.shared", { user_id: 1, passed: null, stdout: "42\n", stderr: "" })).toBe("|Ada ran the code: 42");
	expect(told("interview.ended", { reason: "time_is_up", by: null })).toBe("|The time was up");
	expect(told("editor.language", { language: "javascript", by: 1 })).toBe("|Ada chose JavaScript");
	expect(told("editor.language", { language: "toString", by: 1 })).toBe("|Ada chose toString");
	expect(told("peer.ready", { user_id: 1 })).toBeNull();
});

test("long output is told by its beginning and its length", () => {
	const told = (stdout: string, stderr = "") =>
		lineOf(event("run.shared", { user_id: 1, passed: null, stdout, stderr }), new Map())?.text;
	expect(told("0\n".repeat(20_000))).toBe("Somebody ran the code: 0 … (19,999 more lines)");
	expect(told("", "Error: no\nat line 2")).toBe("Somebody ran the code: Error: no … (1 more line)");
	expect(told("x".repeat(5_000))?.length).toBeLessThan(150);
});

test("the language is the one last chosen", () => {
	const chosen = [event("editor.language", { language: "go", by: 1 }, 5)];
	expect([languageAt(chosen, START), languageAt(chosen, START + 6000)]).toEqual(["python", "go"]);
});

/** What two people wrote at once, as two processes store it: each row with what it was told, needing the other row. */
function crossed(seed: number): { items: Item[]; text: string } {
	let state = seed;
	const chance = () => {
		state = (state * 1103515245 + 12345) % 2 ** 31;
		return state / 2 ** 31;
	};
	const docs = [new Y.Doc(), new Y.Doc()] as const;
	const unread: Uint8Array[][] = [[], []];
	const rows: Uint8Array[][] = [[], []];
	const told: Uint8Array[] = [];
	for (const [one, doc] of docs.entries()) {
		doc.clientID = one + 1;
		doc.on("update", (update: Uint8Array, origin: unknown) => {
			if (origin === "peer") return;
			told.push(update);
			unread[1 - one]?.push(update);
		});
	}
	const read = () => {
		for (const [one, doc] of docs.entries()) {
			for (const update of unread[one]?.splice(0) ?? []) Y.applyUpdate(doc, update, "peer");
		}
	};
	for (let change = 0; change < 14; change += 1) {
		const text = docs[chance() < 0.5 ? 0 : 1].getText("code");
		text.insert(chance() < 0.6 ? text.length : Math.floor(chance() * (text.length + 1)), `${change}\n`);
		if (chance() < 0.8) read();
	}
	read();
	for (const update of told) rows[chance() < 0.6 ? 0 : 1]?.push(update);
	const items = rows.filter((row) => row.length).map((row, index) => edit(index + 1, Y.mergeUpdates(row)));
	return { items, text: docs[0].getText("code").toString() };
}

test("rows that need each other are shown whole", () => {
	for (let seed = 1; seed <= 300; seed += 1) {
		const { items, text } = crossed(seed);
		const player = new ReplayPlayer(items);
		expect(player.text(items.length)).toBe(text);
		player.text(1);
		expect(player.text(items.length)).toBe(text);
	}
});
