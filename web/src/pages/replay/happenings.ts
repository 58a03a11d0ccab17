// The events of an interview, each in one line of text. Pure.
import { LANGUAGES } from "../../room/desk/languages";
import type { CodeLanguage } from "../../sockets/frames";
import { counted } from "../../ui/words";
import type { Happening } from "./replayPlayer";

const LONGEST = 120; // characters of a line of output

export interface Line {
	at: number;
	/** The kind of event, for its icon. */
	kind: "talk" | "run" | "change";
	who: string;
	text: string;
}

/** Returns the text for an event, or null to leave it out. `names` has both participants' names by id. */
export function lineOf({ at, type, data }: Happening, names: ReadonlyMap<number, string>): Line | null {
	const name = (id: unknown) => names.get(Number(id)) ?? "Somebody";
	const line = (kind: Line["kind"], who: string, text: string): Line => ({ at: Date.parse(at), kind, who, text });
	switch (type) {
		case "interview.started":
			return line("change", "", "The interview started");
		case "interview.ended":
			return line(
				"change",
				"",
				data.reason === "time_is_up" ? "The time was up" : `${name(data.by)} ended the interview`,
			);
		case "interview.extended":
			return line("change", "", "Both agreed to ten more minutes");
		case "roles.swapped":
			return line(
				"change",
				"",
				`${name(data.by)} swapped the roles: ${name(data.interviewer_id)} became the interviewer`,
			);
		case "question.assigned": {
			const question = data.question as { title?: string } | null;
			return question?.title ? line("change", "", `${name(data.user_id)} was asked: ${question.title}`) : null;
		}
		case "chat.message":
			return line("talk", name(data.user_id), String(data.text ?? ""));
		case "run.shared":
			return line("run", name(data.user_id), outcome(data));
		case "editor.language":
			return line("change", "", `${name(data.by)} chose ${languageName(String(data.language))}`);
		case "peer.left":
			return line("change", "", `${name(data.user_id)} left the room`);
		case "timer.half":
			return line("change", "", "Half of the time was over");
		case "timer.ending":
			return line("change", "", "Five minutes were left");
		default:
			return null;
	}
}

function outcome({ passed, total, stdout, stderr }: Record<string, unknown>): string {
	if (typeof passed === "number") return `ran the tests: ${passed} of ${total} passed`;
	const words = [stdout, stderr].find((one) => typeof one === "string" && one.trim() !== "");
	return words === undefined ? "ran the code" : `ran the code: ${shortened(String(words).trim())}`;
}

/** Returns the first line of a text, or its beginning, and how many lines follow. */
function shortened(text: string): string {
	const lines = text.split("\n");
	const first = lines[0] ?? "";
	const start = first.length > LONGEST ? `${first.slice(0, LONGEST)} …` : first;
	return lines.length > 1 ? `${start} … (${counted(lines.length - 1, "more line")})` : start;
}

/** Returns the name that people know a language by. A newer server may have more languages. */
export function languageName(key: string): string {
	return Object.hasOwn(LANGUAGES, key) ? LANGUAGES[key as CodeLanguage].name : key;
}

/** Returns the editor language at a moment, initially the server's default. */
export function languageAt(happenings: readonly Happening[], moment: number): string {
	const chosen = happenings.filter((one) => one.type === "editor.language" && Date.parse(one.at) <= moment).at(-1);
	return String(chosen?.data.language ?? "python");
}
