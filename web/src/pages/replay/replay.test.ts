import { expect, test } from "vitest";
import * as Y from "yjs";
import { begin, extend, write } from "../../room/board/writing";
import { difference } from "./difference";
import { type Line, lineOf } from "./happenings";
import { IDLE, jump, type Kind, momentsOf, pastIdle } from "./moments";
import { fileName, languageAt, padAt, padsOf } from "./pads";
import { type Happening, type Item, ReplayPlayer, STRIDE, span } from "./replayPlayer";

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
	expect(told("cameras.agreed", { user_id: 1, agreed: true })).toBe("|Ada agreed to cameras");
	expect(told("cameras.agreed", { user_id: 2, agreed: false })).toBe("|Bo hid the cameras");
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

/** Two questions, asked in turn, the first one again in the end. */
const TWO_PADS = [
	event("question.assigned", { user_id: 2, question: { title: "Stairs" }, pad: "code", language: "python" }, 1),
	event("editor.language", { language: "go", by: 1, pad: "code" }, 5),
	event("question.assigned", { user_id: 1, question: { title: "Two Sum (II)" }, pad: "code2", language: "go" }, 10),
	event("editor.language", { language: "rust", by: 1, pad: "code2" }, 12),
	event("editor.language", { language: "java", by: 1, pad: "code" }, 14),
	event("question.assigned", { user_id: 2, question: { title: "Stairs" }, pad: "code", language: "java" }, 20),
];
const second = (number: number) => START + number * 1000;

test("each pad has its question, and the present one is that of the question asked last", () => {
	expect(padsOf(TWO_PADS)).toEqual([
		{ name: "code", titles: ["Stairs"] },
		{ name: "code2", titles: ["Two Sum (II)"] },
	]);
	expect([0, 1, 9, 10, 19, 20].map((at) => padAt(TWO_PADS, second(at)))).toEqual([
		"code",
		"code",
		"code",
		"code2",
		"code2",
		"code",
	]);
});

test("the language is the one last chosen for the pad", () => {
	const languages = (pad: "code" | "code2") => [0, 6, 11, 13, 15].map((at) => languageAt(TWO_PADS, second(at), pad));
	expect(languages("code")).toEqual(["python", "go", "go", "go", "java"]);
	expect(languages("code2")).toEqual(["python", "python", "go", "rust", "rust"]);
});

test("a recording of before has one pad for both questions", () => {
	const old = [
		event("question.assigned", { user_id: 2, question: { title: "Stairs" } }, 1),
		event("editor.language", { language: "go", by: 1 }, 5),
		event("question.assigned", { user_id: 1, question: { title: "Two Sum" } }, 10),
	];
	expect(padsOf(old)).toEqual([{ name: "code", titles: ["Stairs", "Two Sum"] }]);
	expect(padAt(old, second(11))).toBe("code");
	expect(languageAt(old, second(11), "code")).toBe("go");
	expect(padsOf([])).toEqual([{ name: "code", titles: [] }]);
});

test("a file is named by its question and its language", () => {
	const [first, other] = padsOf(TWO_PADS);
	expect(fileName(first!, 0, "python")).toBe("stairs.py");
	expect(fileName(other!, 1, "csharp")).toBe("two-sum-ii.cs");
	expect(fileName({ name: "code2", titles: ["?!"] }, 1, "klingon")).toBe("question-2.txt");
	expect(fileName({ name: "code", titles: ["Größe / ../etc"] }, 0, "cpp")).toBe("größe-etc.cpp");
});

test("each pad of a moment is made again", () => {
	const doc = new Y.Doc();
	const items: Item[] = [];
	doc.on("update", (update: Uint8Array) => items.push(edit(items.length + 1, update)));
	for (const [name, words] of [
		["code", "a"],
		["code2", "x"],
		["code", "b"],
		["code2", "y"],
	] as const) {
		const text = doc.getText(name);
		text.insert(text.length, words);
	}
	const film = new ReplayPlayer(items);
	const shown = (count: number) => [film.text(count, "code"), film.text(count, "code2")];
	expect([4, 1, 3, 2, 0].map(shown)).toEqual([
		["ab", "xy"],
		["a", ""],
		["ab", "x"],
		["a", "x"],
		["", ""],
	]);
});

test("any moment of a long recording is a keyframe and a few updates away", () => {
	// Twenty minutes in which somebody types without a pause, five times a second.
	const doc = new Y.Doc();
	const items: Item[] = [];
	doc.on("update", (update: Uint8Array) => items.push(edit(items.length + 1, update)));
	for (let key = 0; key < 20 * 60 * 5; key += 1) {
		const text = doc.getText(key % 3 ? "code" : "code2");
		if (key % 7 === 6) text.delete(text.length >> 1, 1);
		else text.insert(key % 2 ? text.length : text.length >> 1, key % 40 ? "x" : "\n");
	}
	const film = new ReplayPlayer(items);
	let turns = 1;
	while (film.makeKeyframe()) turns += 1;
	// They are made once, and between two of them the page may do something else.
	expect(film.applied).toBe(items.length);
	expect(turns).toBe(Math.ceil(items.length / STRIDE));
	for (let count = items.length; count > 0; count -= 1_499) {
		for (const other of [count, items.length - count]) {
			const before = film.applied;
			film.text(other);
			film.text(other, "code2");
			film.marks(other);
			expect(film.applied - before).toBeLessThan(STRIDE);
		}
	}
	// Who jumps to the end before they are made waits for all of it once.
	const fresh = new ReplayPlayer(items);
	expect(fresh.text(items.length)).toBe(doc.getText("code").toString());
	expect(fresh.applied).toBeLessThan(items.length + STRIDE);
	const before = fresh.applied;
	fresh.text(items.length >> 1);
	expect(fresh.applied - before).toBeLessThan(STRIDE);
});

function lineAt(number: number, ...kinds: Kind[]): Line {
	return { at: second(number), kind: "change", kinds, who: "", text: "" };
}

test("one jumps to what was before and after, of each kind", () => {
	const passed = { user_id: 1, passed: 5, total: 5 };
	const kinds = (type: string, data: Record<string, unknown>) => lineOf(event(type, data), new Map())?.kinds;
	expect(kinds("run.shared", passed)).toEqual(["run", "passed"]);
	expect(kinds("run.shared", { ...passed, passed: 4 })).toEqual(["run"]);
	expect(kinds("run.shared", { user_id: 1, passed: 0, total: 0 })).toEqual(["run"]);
	expect(kinds("run.shared", { user_id: 1, passed: null, total: null, stdout: "" })).toEqual(["run"]);
	expect(kinds("roles.swapped", { interviewer_id: 1, by: 1 })).toEqual(["swap"]);
	expect(kinds("chat.message", { user_id: 1, text: "Hi" })).toEqual(["chat"]);
	expect(kinds("timer.half", {})).toEqual([]);
	const lines = [lineAt(1, "run"), lineAt(3, "chat"), lineAt(5, "run", "passed"), lineAt(9, "run")];
	const at = (kind: Kind, from: number, isBack: boolean) => {
		const line = jump(lines, kind, second(from), isBack);
		return line && (line.at - START) / 1000;
	};
	expect([0, 1, 4, 5, 9].map((from) => at("run", from, false))).toEqual([1, 5, 5, 9, undefined]);
	expect([0, 1, 4, 5, 99].map((from) => at("run", from, true))).toEqual([undefined, undefined, 1, 1, 9]);
	expect([at("passed", 0, false), at("chat", 4, true), at("swap", 0, false)]).toEqual([5, 3, undefined]);
});

test("time in which nothing happens is skipped, but for its beginning and its end", () => {
	const moments = momentsOf([lineAt(3), lineAt(60)], [second(1), second(2), second(90)], START, second(64));
	expect(moments.map((at) => (at - START) / 1000)).toEqual([0, 1, 2, 3, 60, 64]);
	const after = (number: number) => (pastIdle(moments, second(number)) - START) / 1000;
	expect([0, 1.5, 3, 4.9, 5, 30, 58, 59, 60, 62, 64].map(after)).toEqual([0, 1.5, 3, 4.9, 58, 58, 58, 59, 60, 62, 64]);
	expect(IDLE).toBeGreaterThan(4_000);
});

test("the difference of two texts is one place", () => {
	for (const [before, now] of [
		["", "abc"],
		["abc", ""],
		["aab", "aaab"],
		["abc", "axc"],
		["ab", "ba"],
		["aa", "a"],
	] as const) {
		const { from, to, insert } = difference(before, now)!;
		expect(before.slice(0, from) + insert + before.slice(to)).toBe(now);
	}
	expect(difference("same", "same")).toBeNull();
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
