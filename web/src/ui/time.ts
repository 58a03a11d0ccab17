// Formats times: in the language of the page, by the clock and the calendar of the user's region and in their zone.
// A moment has one shape on pages, `when`; where the day or the zone is named nearby, `clock` is enough.
import { t } from "@lingui/core/macro";
import { DEVICE_LOCALE, LOCALE } from "./locale";

/** Returns null for what stands for no zone: nothing, "Etc/Unknown", and what times can't be formatted in. */
export function usableZone(zone: string | undefined): string | null {
	if (!zone || zone === "Etc/Unknown") return null;
	try {
		new Intl.DateTimeFormat("en", { timeZone: zone });
		return zone;
	} catch {
		return null;
	}
}

/** The device's zone, or null if it doesn't know one. */
export const DEVICE_ZONE = usableZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
export const ZONE = DEVICE_ZONE ?? "UTC";
const HOURS = new Intl.DateTimeFormat(DEVICE_LOCALE, { hour: "numeric" }).resolvedOptions().hourCycle ?? "h23";
const CLOCK = {
	hour: HOURS === "h12" || HOURS === "h11" ? "numeric" : "2-digit",
	minute: "2-digit",
	hourCycle: HOURS,
} as const;

function format(options: Intl.DateTimeFormatOptions, zone = ZONE): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options });
}

/** "18:00", or "6:00 PM" where that is usual. */
export function clock(moment: string | Date): string {
	return format(CLOCK).format(new Date(moment));
}

/** "Tue, 4 Mar"; with the year unless it is this one. */
export function day(moment: string | Date): string {
	const date = new Date(moment);
	const year = date.getFullYear() === new Date().getFullYear() ? {} : ({ year: "numeric" } as const);
	return format({ weekday: "short", day: "numeric", month: "short", ...year }).format(date);
}

/** "Tue, 4 Mar, 18:00 CET": a moment, in the shape that it has everywhere. */
export function when(moment: string | Date): string {
	return `${day(moment)}, ${clock(moment)} ${zoneName(moment)}`;
}

/** "Tuesday, 4 March 2027 at 18:00 CET", for whoever points at a time or hears it. */
export function full(moment: string | Date): string {
	const date = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
	return format({ ...date, ...CLOCK, timeZoneName: "short" }).format(new Date(moment));
}

/** Replaces the UTC times of a text, such as a problem's detail, by full local ones. */
export function inLocalTime(text: string): string {
	return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g, full);
}

/** "CET", the short name of the zone at that moment. */
export function zoneName(moment: string | Date = new Date()): string {
	return (
		format({ timeZoneName: "short" })
			.formatToParts(new Date(moment))
			.find((part) => part.type === "timeZoneName")?.value ?? ZONE
	);
}

/** "in 2 hours", "in 12 minutes", "3 days ago". */
export function relative(moment: string | Date, now = Date.now()): string {
	const seconds = Math.round((new Date(moment).getTime() - now) / 1000);
	const size = Math.abs(seconds);
	const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
	if (size < 45) return seconds > 10 ? words.format(seconds, "second") : seconds < -10 ? t`a moment ago` : t`now`;
	if (size < 90 * 60) return words.format(Math.round(seconds / 60), "minute");
	if (size < 22 * 3600) return words.format(Math.round(seconds / 3600), "hour");
	return words.format(Math.round(seconds / 86400), "day");
}

const IN_PLOTS = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", timeZone: "UTC" });
const IN_TABLES = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeZone: "UTC" });

/** "1 Mar" for "2027-03-01", independent of the local time zone. */
export function shortDay(isoDay: string): string {
	return IN_PLOTS.format(new Date(`${isoDay}T00:00:00Z`));
}

/** "1 Mar 2027" for "2027-03-01". */
export function wholeDay(isoDay: string): string {
	return IN_TABLES.format(new Date(`${isoDay}T00:00:00Z`));
}

/** "4:05", or "1:04:05". */
export function countdown(seconds: number): string {
	const whole = Math.max(0, Math.ceil(seconds));
	const two = (value: number) => String(value).padStart(2, "0");
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
	return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** "about 40 s", "about 3 min". */
export function about(seconds: number): string {
	if (seconds < 10) return t`a few seconds`;
	return seconds < 90 ? t`about ${Math.round(seconds / 10) * 10} s` : t`about ${Math.round(seconds / 60)} min`;
}

/** The start of the local day that is `days` after that of `moment`. A day may have 23 or 25 hours. */
export function dayStart(moment: Date, days = 0): Date {
	return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + days);
}

/** "2027-03-04", the local day of a moment. */
export function isoDay(moment: Date): string {
	const two = (value: number) => String(value).padStart(2, "0");
	return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** Converts the value of a date field to the start of that local day; null for an invalid date. */
export function startOfDay(text: string, days = 0): Date | null {
	const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
	return year && month && date ? new Date(year, month - 1, date + days) : null;
}

/** "34 min", "1 h 5 min". */
export function duration(seconds: number): string {
	const minutes = Math.round(seconds / 60);
	if (minutes < 1) return t`under a minute`;
	const rest = minutes % 60;
	if (minutes < 60) return t`${minutes} min`;
	return rest ? t`${Math.floor(minutes / 60)} h ${rest} min` : t`${minutes / 60} h`;
}
