// The events of an interview, each in one line of text. Pure.
import { plural, t } from "@lingui/core/macro";
import { languageName } from "../../room/desk/languages";
import type { Kind } from "./moments";
import type { Happening } from "./replayPlayer";

const LONGEST = 120; // characters of a line of output

export interface Line {
	at: number;
	/** The kind of event, for its icon. */
	kind: "talk" | "run" | "change";
	/** What one can jump to it as. */
	kinds: readonly Kind[];
	who: string;
	text: string;
}

/** Returns the text for an event, or null to leave it out. `names` has both participants' names by id. */
export function lineOf(
	{ at, type, data }: Pick<Happening, "at" | "type" | "data">,
	names: ReadonlyMap<number, string>,
): Line | null {
	const name = (id: unknown) => names.get(Number(id)) ?? t`Somebody`;
	const by = name(data.by);
	const user = name(data.user_id);
	const line = (kind: Line["kind"], who: string, text: string, ...kinds: Kind[]): Line => {
		return { at: Date.parse(at), kind, kinds, who, text };
	};
	switch (type) {
		case "interview.started":
			return line("change", "", t`The interview started`);
		case "interview.ended":
			return line("change", "", data.reason === "time_is_up" ? t`The time was up` : t`${by} ended the interview`);
		case "interview.held":
			return line("change", "", t`${by} asked for two more minutes to begin`);
		case "interview.extended":
			return line("change", "", t`Both agreed to ten more minutes`);
		case "roles.swapped": {
			const interviewer = name(data.interviewer_id);
			return line("change", "", t`${by} swapped the roles: ${interviewer} became the interviewer`, "swap");
		}
		case "question.assigned": {
			const { title } = (data.question as { title?: string } | null) ?? {};
			return title ? line("change", "", t`${user} was asked: ${title}`) : null;
		}
		case "chat.message":
			return line("talk", user, String(data.text ?? ""), "chat");
		case "run.shared":
			return line("run", "", outcome(user, data), "run", ...(hasPassed(data) ? (["passed"] as const) : []));
		case "editor.language": {
			const language = languageName(String(data.language));
			return line("change", "", t`${by} chose ${language}`);
		}
		case "cameras.agreed":
			return line("change", "", data.agreed === true ? t`${user} agreed to cameras` : t`${user} hid the cameras`);
		case "peer.left":
			return line("change", "", t`${user} left the room`);
		case "timer.half":
			return line("change", "", t`Half of the time was over`);
		case "timer.ending":
			return line("change", "", t`Five minutes were left`);
		default:
			return null;
	}
}

function hasPassed({ passed, total }: Record<string, unknown>): boolean {
	return typeof passed === "number" && passed > 0 && passed === total;
}

function outcome(name: string, { passed, total, stdout, stderr }: Record<string, unknown>): string {
	const all = Number(total);
	if (typeof passed === "number") return t`${name} ran the tests: ${passed} of ${all} passed`;
	const words = [stdout, stderr].find((one) => typeof one === "string" && one.trim() !== "");
	if (words === undefined) return t`${name} ran the code`;
	const output = shortened(String(words).trim());
	return t`${name} ran the code: ${output}`;
}

/** Returns the first line of a text, or its beginning, and how many lines follow. */
function shortened(text: string): string {
	const lines = text.split("\n");
	const first = lines[0] ?? "";
	const start = first.length > LONGEST ? `${first.slice(0, LONGEST)} …` : first;
	if (lines.length === 1) return start;
	const rest = plural(lines.length - 1, { one: "# more line", other: "# more lines" });
	return `${start} … (${rest})`;
}
