// Names and drawings for kinds, levels, and people; difficulty is shown by word and shape, never by color alone.

import { plural, t } from "@lingui/core/macro";
import { i18n } from "#i18n";
import type { Schemas } from "../api/client";
import type { Difficulty, InterviewType } from "../api/queries";
import { inOrder } from "./locale";

export const SHAPES: Record<Difficulty, string> = { easy: "●", medium: "◆", hard: "▲" };
export const LEVELS: Record<Difficulty, string> = { easy: t`Easy`, medium: t`Medium`, hard: t`Hard` };
export const TYPES: Record<InterviewType, string> = { technical: t`Technical`, behavioral: t`Behavioral` };

/** The name of a dimension of a question's rubric: "trade_offs" is "Trade offs". */
export function capitalized(name: string): string {
	const words = name.replaceAll("_", " ");
	return words.charAt(0).toUpperCase() + words.slice(1);
}

export function Level({ of }: { of: Difficulty }) {
	return (
		<span className="level">
			<span aria-hidden="true">{SHAPES[of]} </span>
			{LEVELS[of]}
		</span>
	);
}

export const LEVEL_OPTIONS = (["easy", "medium", "hard"] as const).map(
	(one) => [one, <Level key={one} of={one} />] as const,
);
export const TYPE_OPTIONS = [
	["technical", t`Technical`],
	["behavioral", t`Behavioral`],
] as const;
export const GAP_OPTIONS = [
	["2", t`Any level`],
	["1", t`At most one level apart`],
	["0", t`My level only`],
] as const;

const counted: Record<Difficulty, (count: number) => string> = {
	easy: (count) => plural(count, { one: "# easy", other: "# easy" }),
	medium: (count) => plural(count, { one: "# medium", other: "# medium" }),
	hard: (count) => plural(count, { one: "# hard", other: "# hard" }),
};

/** "3 easy · 1 medium · 0 hard". */
export function Waiting({ counts }: { counts: Schemas["WaitingCounts"] }) {
	return (
		<span className="row" style={{ gap: "4px 16px" }}>
			{(["easy", "medium", "hard"] as const).map((level) => (
				<span key={level} className="numbers">
					<span aria-hidden="true">{SHAPES[level]} </span>
					{counted[level](counts[level])}
				</span>
			))}
		</span>
	);
}

export function reliability({ fraction, count }: Schemas["Reliability"]): string {
	if (fraction === null || count === 0) return t`new here`;
	return t`shows up ${Math.round(fraction * 100)}% of the time (${plural(count, { one: "# booking", other: "# bookings" })})`;
}

/** "German" for "de". */
export function languageName(code: string): string {
	return new Intl.DisplayNames([i18n.locale], { type: "language" }).of(code) ?? code;
}

const LANGUAGES = ["en", "de", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "uk", "ar", "zh"];

/** The languages to choose from, starting with those already chosen, even unlisted ones. */
export function languageOptions(mine: readonly string[] = []): (readonly [string, string])[] {
	const named = LANGUAGES.map((code) => [code, languageName(code)] as const);
	const others = named.filter(([code]) => !mine.includes(code)).sort(([, one], [, other]) => inOrder(one, other));
	return [...[...new Set(mine)].map((code) => [code, languageName(code)] as const), ...others];
}

export const REASONS: Record<Schemas["ReportReason"], string> = {
	harassment: t`Harassment`,
	inappropriate: t`Inappropriate behavior`,
	cheating: t`Cheating`,
	spam: t`Spam`,
	other: t`Something else`,
};

/** The time zones to choose from, including the chosen one even if it is unlisted. */
export function zoneOptions(chosen: string): (readonly [string, string])[] {
	const zones = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
	return [...new Set([chosen, "UTC", ...zones])].map((one) => [one, one.replaceAll("_", " ")] as const);
}
