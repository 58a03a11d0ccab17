// Which picture is large, in the place of the editor: the peer's, or their screen.
import { useCallback, useEffect, useState } from "react";

export type Picture = "peer" | "screen";

export interface Large {
	which: Picture | null;
	toggle(which: Picture): void;
}

/** A screen that comes or goes ends it: nobody looks for an editor behind a picture that isn't there. */
export function useLarge(hasScreen: boolean): Large {
	const [which, setWhich] = useState<Picture | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each time it changes
	useEffect(() => setWhich(null), [hasScreen]);
	const toggle = useCallback((next: Picture) => setWhich((before) => (before === next ? null : next)), []);
	return { which, toggle };
}
