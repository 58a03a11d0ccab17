// Debounces a value, so that a search does not send a request for every letter.
import { useEffect, useState } from "react";

export function useLater<T>(value: T, milliseconds = 250): T {
	const [later, setLater] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setLater(value), milliseconds);
		return () => clearTimeout(timer);
	}, [value, milliseconds]);
	return later;
}
