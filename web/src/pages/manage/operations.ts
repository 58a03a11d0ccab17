// The operators' figures as sentences. Pure; every rate comes with its total.
import type { Schemas } from "../../api/client";
import { about } from "../../ui/time";
import { counted } from "../../ui/words";

type Figures = Schemas["Figures"];

export function percent(rate: number | null): string {
	return rate === null ? "–" : `${Math.round(rate * 100)} %`;
}

export function waits({ matched, wait_p50_seconds: half, wait_p95_seconds: most }: Figures): string {
	if (half === null || most === null) return "Nobody was matched.";
	if (matched < 2) return `One was matched, after ${about(half)}.`;
	return `Of ${matched} who were matched, half waited ${about(half)} or less, and all but 5 % ${about(most)} or less.`;
}

export function matches({ came, matched, match_rate: rate }: Figures): string {
	if (came === 0) return "Nobody came.";
	return `${counted(came, "booking")} waited to the end; ${matched} of them (${percent(rate)}) found somebody.`;
}

export function gaps({ none, one, two }: Figures["level_gaps"]): string {
	const pairs = none + one + two;
	if (pairs === 0) return "";
	return `Of ${counted(pairs, "pair")}, ${none} asked for the same level, ${one} were one level apart, ${two} were two.`;
}

export function outcomes(figures: Figures): string {
	const { interviews, ended, completion_rate: rate, no_shows, no_show_rate: missed } = figures;
	if (interviews === 0) return "There were no interviews.";
	return `Of ${counted(interviews, "interview")}, ${ended} took place (${percent(rate)} of those that are over). ${
		no_shows === 0
			? "Nobody missed one."
			: `${counted(no_shows, "booking")} ended with somebody not coming (${percent(missed)}).`
	}`;
}
