// Whether something has been so for a while: what is over sooner is not worth a word.
import { useEffect, useState } from "react";

/** A line that is back within so many milliseconds is not mentioned. */
export const SHORT_CUT = 2_000;

export function useLasting(isSo: boolean, milliseconds = SHORT_CUT): boolean {
	const [lasts, setLasts] = useState(false);
	useEffect(() => {
		if (!isSo) return;
		const timer = setTimeout(() => setLasts(true), milliseconds);
		return () => {
			clearTimeout(timer);
			setLasts(false);
		};
	}, [isSo, milliseconds]);
	return isSo && lasts;
}
