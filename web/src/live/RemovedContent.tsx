// Says that what was written in an interview is gone, and why, instead of an empty replay.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../api/client";
import { day } from "../ui/time";
import { inDays, useRetention } from "./retention";

export type Removed = Schemas["Removed"];

/** Whether there is no replay any more. */
export function isRemoved(removed: Removed): boolean {
	return removed.document !== null;
}

export function RemovedContent({ removed }: { removed: Removed }) {
	const days = useRetention();
	const at = removed.document ?? removed.chat ?? removed.runs;
	if (!at) return null;
	const parts = [
		removed.chat && removed.document && sentence("both", at, days.document ?? 0),
		removed.chat && !removed.document && sentence("chat", removed.chat, days.chat ?? 0),
		!removed.chat && removed.document && sentence("code", removed.document, days.document ?? 0),
		!removed.document && removed.runs && sentence("runs", removed.runs, days.runs ?? 0),
	];
	return <>{parts.filter(Boolean).join(" ")}</>;
}

function sentence(what: "both" | "chat" | "code" | "runs", at: string, days: number): string {
	const date = day(at);
	const time = inDays(days);
	// Kept for good by now: the operator has changed the setting since.
	if (days === 0)
		return { both: t`The chat and code of this interview were removed on ${date}.`, ...without(date) }[what];
	return {
		both: t`The chat and code of this interview were removed on ${date}, as this site keeps them for ${time}.`,
		chat: t`The chat of this interview was removed on ${date}, as this site keeps it for ${time}.`,
		code: t`The code of this interview was removed on ${date}, as this site keeps it for ${time}.`,
		runs: t`The runs of this interview were removed on ${date}, as this site keeps them for ${time}.`,
	}[what];
}

function without(date: string) {
	return {
		chat: t`The chat of this interview was removed on ${date}.`,
		code: t`The code of this interview was removed on ${date}.`,
		runs: t`The runs of this interview were removed on ${date}.`,
	};
}
