// Which lines are new.
import { expect, test } from "vitest";
import { newLines } from "./unread";

const line = (id: string, user_id: number, second: number) => ({
	id,
	user_id,
	at: `2026-01-01T10:00:0${second}.000000Z`,
});

test("new is what the peer said after what was seen last", () => {
	const chat = [line("a", 2, 1), line("b", 1, 2), line("c", 2, 3), line("d", 1, 4), line("e", 2, 5)];
	const ids = (seen: string) => newLines(chat, 2, seen).map((one) => one.id);
	expect(ids("")).toEqual(["a", "c", "e"]);
	expect(ids(chat[2]!.at)).toEqual(["e"]);
	expect(ids(chat[4]!.at)).toEqual([]);
	// Older lines that are read later are not new.
	expect(newLines([line("z", 2, 0), ...chat], 2, chat[4]!.at)).toEqual([]);
});
