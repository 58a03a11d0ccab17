// A time on the page, relative or short; the full time and its zone are there on hover and for screen readers.
import { clock, full, relative, when } from "./time";
import { useNow } from "./useNow";

type Form = "relative" | "clock" | "both";

export function Time({ at, form = "both" }: { at: string; form?: Form }) {
	const now = useNow(form === "relative" ? 10_000 : null);
	const short = {
		relative: () => relative(at, now),
		clock: () => clock(at),
		both: () => when(at),
	}[form]();
	return (
		<time dateTime={at} title={full(at)}>
			{short}
			{form !== "both" && <span className="visually-hidden"> ({full(at)})</span>}
		</time>
	);
}
