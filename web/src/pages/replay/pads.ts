// The pads of a recording: which question each belongs to, which was the present one, and in which language. Pure.
//
// Recordings of before name no pads: all their code is in `code`, whichever question it was for.
import { languageExtension } from "../../room/desk/languageFiles";
import type { PadName } from "../../room/desk/pads";
import type { Happening } from "./replayPlayer";

export interface ReplayPad {
	name: PadName;
	/** The titles of its questions: of both, in a recording of before. */
	titles: string[];
}

interface Assigned {
	at: number;
	pad: PadName;
	title: string | null;
	language: string | null;
}

function isPad(name: unknown): name is PadName {
	return name === "code" || name === "code2";
}

function padIn({ data }: Happening): PadName {
	return isPad(data.pad) ? data.pad : "code";
}

function assignedIn(happening: Happening): Assigned {
	const { question, language } = happening.data;
	const { title } = (question as { title?: unknown } | null) ?? {};
	return {
		at: Date.parse(happening.at),
		pad: padIn(happening),
		title: typeof title === "string" ? title : null,
		language: typeof language === "string" ? language : null,
	};
}

function assignments(happenings: readonly Happening[]): Assigned[] {
	return happenings.filter((one) => one.type === "question.assigned").map(assignedIn);
}

/** Returns the pads in the order of asking. There is one at least. */
export function padsOf(happenings: readonly Happening[]): ReplayPad[] {
	const pads = new Map<PadName, string[]>();
	for (const { pad, title } of assignments(happenings)) {
		const titles = pads.get(pad) ?? [];
		if (title !== null && !titles.includes(title)) titles.push(title);
		pads.set(pad, titles);
	}
	if (pads.size === 0) pads.set("code", []);
	return [...pads].map(([name, titles]) => ({ name, titles }));
}

/** Returns the pad of the question that was being asked at a moment. */
export function padAt(happenings: readonly Happening[], moment: number): PadName {
	return assignments(happenings).findLast(({ at }) => at <= moment)?.pad ?? "code";
}

/** Returns the language of a pad at a moment, initially the server's default. */
export function languageAt(happenings: readonly Happening[], moment: number, pad: PadName): string {
	const chosen = happenings.findLast(
		(one) =>
			Date.parse(one.at) <= moment &&
			padIn(one) === pad &&
			(one.type === "editor.language" || (one.type === "question.assigned" && typeof one.data.language === "string")),
	);
	return String(chosen?.data.language ?? "python");
}

/** Returns the name of the file that a pad is saved as. */
export function fileName({ titles }: ReplayPad, index: number, language: string): string {
	const words = titles
		.join(" ")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, "-");
	const name = words.replace(/^-+|-+$/g, "").slice(0, 60) || `question-${index + 1}`;
	return `${name}.${languageExtension(language)}`;
}
