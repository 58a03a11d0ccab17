import { expect, test } from "vitest";
import type { RoomSnapshot, ServerFrame } from "../../sockets/frames";
import { after, fromSnapshot, MOST_RUNS } from "../state";
import { openPads, presentName } from "./pads";

const first = { name: "code", user_id: 2, question_id: 1, language: "python" };
const second = { name: "code2", user_id: 1, question_id: null, language: "python" };
const interview = { id: "i", status: "live", role: "interviewer", peer: { id: 2 }, question: { id: 1 } };
const snapshot = {
	interview: { ...interview, pads: [first, second] },
	...{ participants: [], chat: [], chat_before: null, language: "python", runs: [] },
} as unknown as RoomSnapshot;
/** As a server of before tells it. */
const old = { ...snapshot, interview } as unknown as RoomSnapshot;

const frame = (type: string, data: object) => ({ type, data }) as unknown as ServerFrame;
const toMe = frame("roles.swapped", { interviewer_id: 2, by: 1 });
const toThem = frame("roles.swapped", { interviewer_id: 1, by: 1 });
const asked = (user_id: number, id: number, pad?: string, language?: string) =>
	frame("question.assigned", { user_id, question: { id }, pad, language });
const chose = (language: string, pad?: string) => frame("editor.language", { language, by: 2, pad });
const told = (frames: ServerFrame[], from = snapshot) => frames.reduce(after, fromSnapshot(from));
const openIn = (room: ReturnType<typeof told>) => openPads(room.interview).map(({ name }) => name);

test("the pad of the second question opens with it, and the first one's is back after a second swap", () => {
	const begun = told([]);
	expect([presentName(begun.interview), openIn(begun)]).toEqual(["code", ["code"]]);
	const swapped = told([toMe, asked(1, 5, "code2", "go")]);
	expect([presentName(swapped.interview), openIn(swapped), swapped.language]).toEqual([
		"code2",
		["code", "code2"],
		"go",
	]);
	expect(swapped.interview.pads[1]).toEqual({ ...second, question_id: 5, language: "go" });
	const back = told([toMe, asked(1, 5, "code2", "go"), toThem, asked(2, 1, "code", "python")]);
	expect([presentName(back.interview), openIn(back), back.language]).toEqual(["code", ["code", "code2"], "python"]);
});

test("a question that there is none of has its pad, too", () => {
	const room = told([toMe, frame("question.assigned", { user_id: 1, question: null, pad: "code2", language: "go" })]);
	expect(openIn(room)).toEqual(["code", "code2"]);
});

test("each pad has its language; that of the room is the present one's", () => {
	const room = told([toMe, asked(1, 5, "code2", "go"), chose("rust", "code2"), chose("java", "code")]);
	expect(room.language).toBe("rust");
	expect(room.interview.pads.map(({ language }) => language)).toEqual(["java", "rust"]);
	expect(after(room, toThem).language).toBe("java");
});

test("with a server of before there is one pad", () => {
	const room = told([chose("go"), toMe, asked(1, 5), chose("rust")], old);
	expect([presentName(room.interview), openIn(room), room.language]).toEqual(["code", [], "rust"]);
});

test("in an interview that swapped before there were pads, both have one", () => {
	const room = told([toMe, asked(1, 5)]);
	expect([presentName(room.interview), openIn(room)]).toEqual(["code", ["code"]]);
	expect(after(room, chose("go", "code")).interview.pads.map(({ language }) => language)).toEqual(["go", "go"]);
});

test("many runs of one question push out none of the other", () => {
	const run = { user_id: 2, language: "go", status: "Finished", stdout: "", stderr: "", ms: 5, total: null };
	const shared = (index: number, question_id: number) => frame("run.shared", { ...run, id: `r${index}`, question_id });
	const frames = [shared(0, 1), ...Array.from({ length: 2 * MOST_RUNS }, (_, index) => shared(index + 1, 5))];
	const { runs } = told(frames);
	expect(runs[0]).toMatchObject({ id: "r0", question_id: 1 });
	expect(runs).toHaveLength(1 + MOST_RUNS);
	expect(runs.at(-1)?.id).toBe(`r${2 * MOST_RUNS}`);
});
