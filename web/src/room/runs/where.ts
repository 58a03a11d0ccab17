// Where a language runs: in this browser, on the server, or nowhere.
import { t } from "@lingui/core/macro";
import type { HarnessName } from "../../sandbox/harness";
import type { CodeLanguage } from "../../sockets/frames";
import { LANGUAGES } from "../desk/languages";
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

/** Returns where it runs; undefined for nowhere. What can run in the browser does. */
export function whereRuns(language: CodeLanguage, runtimes: Runtimes): Where | undefined {
	// A newer server may have more languages.
	if (LANGUAGES[language]?.engine) return "browser";
	return runtimes[language] ? "server" : undefined;
}

/** Whether the test cases of a question can be tried there. */
export function isTested(language: CodeLanguage, where: Where | undefined): boolean {
	return where === "browser" || (where === "server" && Object.hasOwn(TESTED_ON_SERVER, language));
}

/** Says that a language runs nowhere, and which do. */
export function notRun(language: CodeLanguage, runtimes: Runtimes): string {
	const name = LANGUAGES[language]?.name ?? language;
	const others = ALL.filter((one) => whereRuns(one, runtimes)).map((one) => LANGUAGES[one].name);
	const list = new Intl.ListFormat("en", { type: "conjunction" }).format(others);
	return t`${name} can’t be run here. These can: ${list}.`;
}

export interface Choices {
	label: string;
	languages: readonly (readonly [key: CodeLanguage, name: string])[];
}

/** Returns all languages, by where they run. */
export function choices(runtimes: Runtimes): Choices[] {
	const groups: [label: string, where: Where | undefined][] = [
		[t`Run in your browser`, "browser"],
		[t`Run on a server`, "server"],
		[t`Highlighted only`, undefined],
	];
	return groups
		.map(([label, where]) => ({
			label,
			languages: ALL.filter((one) => whereRuns(one, runtimes) === where).map(
				(one) => [one, LANGUAGES[one].name] as const,
			),
		}))
		.filter(({ languages }) => languages.length > 0);
}
