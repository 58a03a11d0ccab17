// The operators' figures as sentences. Pure; every rate comes with its total.
import { plural, t } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";
import { about } from "../../ui/time";

type Figures = Schemas["Figures"];
export type WaitOfGroup = Schemas["WaitOfGroup"];

export function percent(rate: number | null): string {
	return rate === null ? "–" : t`${Math.round(rate * 100)}%`;
}

export function waits({ matched, wait_p50_seconds: half, wait_p95_seconds: most }: Figures): string {
	if (matched === 0) return t`Nobody was matched.`;
	if (half === null || most === null) {
		return t`${plural(matched, { one: "# person was", other: "# people were" })} matched: too few to tell how long people wait.`;
	}
	return t`Of ${matched} people matched, half waited ${about(half)} or less, and 95% waited ${about(most)} or less.`;
}

export function matches({ came, matched, match_rate: rate }: Figures): string {
	if (came === 0) return t`Nobody arrived.`;
	return rate === null
		? t`${plural(came, { one: "# booking", other: "# bookings" })} waited to the end; ${matched} of them found a partner.`
		: t`${plural(came, { one: "# booking", other: "# bookings" })} waited to the end; ${matched} of them (${percent(rate)}) found a partner.`;
}

export function gaps({ none, one, two }: Figures["level_gaps"]): string {
	const pairs = none + one + two;
	if (pairs === 0) return "";
	return t`Of ${plural(pairs, { one: "# pair", other: "# pairs" })}, ${none} at the same level, ${one} one level apart, ${two} two levels apart.`;
}

export function outcomes({ interviews, ended, completion_rate: rate, ...figures }: Figures): string {
	if (interviews === 0) return t`There were no interviews.`;
	const over =
		rate === null
			? t`Of ${plural(interviews, { one: "# interview", other: "# interviews" })}, ${ended} took place.`
			: t`Of ${plural(interviews, { one: "# interview", other: "# interviews" })}, ${ended} took place (${percent(rate)} of those that are over).`;
	return `${over} ${lost(figures)}`;
}

function lost({ no_shows, no_show_rate: rate }: Pick<Figures, "no_shows" | "no_show_rate">): string {
	if (no_shows === 0) return t`No bookings were missed.`;
	return rate === null
		? t`${plural(no_shows, { one: "# booking was", other: "# bookings were" })} missed.`
		: t`${plural(no_shows, { one: "# booking was", other: "# bookings were" })} missed (${percent(rate)}).`;
}

export function helpful({ feedbacks, helpful_votes: votes, helpful: yes, helpful_rate: rate }: Figures): string {
	if (votes === 0) return "";
	const of = plural(feedbacks, { one: "# feedback", other: "# feedbacks" });
	return rate === null
		? t`Of ${of}, ${votes} were voted on: too few for a share of helpful ones.`
		: t`Of ${of}, ${votes} were voted on, and ${yes} of these found helpful (${percent(rate)}).`;
}

/** Who most often found nobody, by level or language; hours are in the plot. */
export function unfair(groups: readonly WaitOfGroup[], nameOf: (one: WaitOfGroup) => string): string {
	const known = groups.filter((one) => one.kind !== "by_hour" && one.of !== null && one.unmatched_rate !== null);
	const rate = (one: WaitOfGroup) => one.unmatched_rate ?? 0;
	const worst = known.reduce<WaitOfGroup | null>((most, one) => (most && rate(most) >= rate(one) ? most : one), null);
	if (!worst) return t`Too few people came to compare levels and languages.`;
	if (rate(worst) === 0) return t`At each level and in each language, everybody found a partner.`;
	const came = plural(worst.came, { one: "# booking", other: "# bookings" });
	return t`Most often without a partner: ${nameOf(worst)}, ${percent(rate(worst))} of ${came}.`;
}
