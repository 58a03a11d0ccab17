// How long this site keeps each kind of data, as its operator has set it.
import { plural, t } from "@lingui/core/macro";
import { useConfig } from "../sockets/useConfig";

/** Returns days by kind, 0 for good; nothing until the server has answered. */
export function useRetention(): Readonly<Record<string, number>> {
	return useConfig()?.retention ?? {};
}

/** Returns for how many days something of a room is kept; 0 for good, or if that is not known yet. */
export function daysOfRoom(days: Readonly<Record<string, number>>): number {
	const each = ["chat", "document", "runs"].map((kind) => days[kind] ?? 0);
	return each.includes(0) ? 0 : Math.max(...each);
}

/** "365 days". */
export function inDays(days: number): string {
	return days === 0 ? t`as long as this site exists` : plural(days, { one: "# day", other: "# days" });
}
