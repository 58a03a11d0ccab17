// A value a moment after it has stopped changing, so that not every letter of a search is asked for.
import { useEffect, useState } from "react";

export function useLater<T>(value: T, milliseconds = 250): T {
	const [later, setLater] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setLater(value), milliseconds);
		return () => clearTimeout(timer);
	}, [value, milliseconds]);
	return later;
}
