// Where a language runs: in this browser, on the server, or nowhere.
import { t } from "@lingui/core/macro";
import type { HarnessName } from "../../sandbox/harness";
import type { EngineName } from "../../sandbox/protocol";
import type { CodeLanguage } from "../../sockets/frames";
import { listInSentence } from "../../ui/locale";
import { LANGUAGES } from "../desk/languages";
import type { Form } from "../desk/task";
import type { Runtimes } from "./serverLanguages";
import type { Where } from "./useRunner";

const ALL = Object.keys(LANGUAGES) as CodeLanguage[];
// Named here, since the harness itself is loaded for the first test only.
const TESTED_ON_SERVER: Record<HarnessName, true> = {
	c: true,
	cpp: true,
	csharp: true,
	go: true,
	java: true,
	kotlin: true,
	lua: true,
	php: true,
	ruby: true,
	rust: true,
	swift: true,
};

/** What there is to run programs. */
export interface Offer {
	/** What runs each language on the server. */
	runtimes: Runtimes;
	/** What could run in browsers, but is not installed. */
	missing: ReadonlySet<EngineName>;
}

/**
 * Returns where it runs; undefined for nowhere. What can run in the browser does. There the run says what is missing,
 * unless the server can help.
 */
export function whereRuns(language: CodeLanguage, offer: Offer): Where | undefined {
	const isOnServer = offer.runtimes[language] !== undefined;
	// A newer server may have more languages.
	if (LANGUAGES[language]?.engine && !(isOnServer && isMissing(language, offer))) return "browser";
	return isOnServer ? "server" : undefined;
}

type Place = Where | "missing" | undefined;

function place(language: CodeLanguage, offer: Offer): Place {
	const where = whereRuns(language, offer);
	return where === "browser" && isMissing(language, offer) ? "missing" : where;
}

function isMissing(language: CodeLanguage, { missing }: Offer): boolean {
	const engine = LANGUAGES[language]?.engine;
	return engine !== undefined && missing.has(engine);
}

/** Whether test cases of this form can be tried there, or some of them. */
export function isTested(language: CodeLanguage, where: Where | undefined, form: Form = "function"): boolean {
	if (where === undefined) return false;
	if (form === "program") return language !== "sql";
	if (language === "sql" || form === "rows") return language === "sql" && form === "rows" && where === "browser";
	return where === "browser" || Object.hasOwn(TESTED_ON_SERVER, language);
}

/** Says that a language runs nowhere, and which do. */
export function notRun(language: CodeLanguage, offer: Offer): string {
	const name = LANGUAGES[language]?.name ?? language;
	const others = ALL.filter((one) => (place(one, offer) ?? "missing") !== "missing").map((one) => LANGUAGES[one].name);
	const list = listInSentence(others);
	return t`${name} can’t be run here. These can: ${list}.`;
}

export interface Choices {
	label: string;
	languages: readonly (readonly [key: CodeLanguage, name: string])[];
}

/** Returns all languages, by where they run: first those that do. */
export function choices(offer: Offer): Choices[] {
	const groups: [label: string, place: Place][] = [
		[t`Run in your browser`, "browser"],
		[t`Run on a server`, "server"],
		[t`Not installed here`, "missing"],
		[t`Highlighted only`, undefined],
	];
	return groups
		.map(([label, wanted]) => ({
			label,
			languages: ALL.filter((one) => place(one, offer) === wanted).map((one) => [one, LANGUAGES[one].name] as const),
		}))
		.filter(({ languages }) => languages.length > 0);
}
