// The events of an interview, each in one line of text. Pure.
import type { Happening } from "./replayPlayer";

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
			return line("change", "", "The interview begins");
		case "interview.ended":
			return line(
				"change",
				"",
				data.reason === "time_is_up" ? "The time is up" : `${name(data.by)} ends the interview`,
			);
		case "interview.extended":
			return line("change", "", "Ten more minutes: both agree");
		case "roles.swapped":
			return line("change", "", `${name(data.interviewer_id)} is the interviewer now`);
		case "question.assigned": {
			const question = data.question as { title?: string } | null;
			return question?.title ? line("change", "", `${name(data.user_id)} is asked: ${question.title}`) : null;
		}
		case "chat.message":
			return line("talk", name(data.user_id), String(data.text ?? ""));
		case "run.shared":
			return line("run", name(data.user_id), outcome(data));
		case "editor.language":
			return line("change", "", `${name(data.by)} chooses ${String(data.language)}`);
		case "peer.left":
			return line("change", "", `${name(data.user_id)} has left the room`);
		case "timer.half":
			return line("change", "", "Half of the time is over");
		case "timer.ending":
			return line("change", "", "Five minutes are left");
		default:
			return null;
	}
}

function outcome({ passed, total, stdout, stderr }: Record<string, unknown>): string {
	if (typeof passed === "number") return `ran the tests: ${passed} of ${total} pass`;
	const words = [stdout, stderr].find((one) => typeof one === "string" && one.trim() !== "");
	return words === undefined ? "ran the code" : `ran the code: ${String(words).trim()}`;
}

/** Returns the editor language at a moment, initially the server's default. */
export function languageAt(happenings: readonly Happening[], moment: number): string {
	const chosen = happenings.filter((one) => one.type === "editor.language" && Date.parse(one.at) <= moment).at(-1);
	return String(chosen?.data.language ?? "python");
}
