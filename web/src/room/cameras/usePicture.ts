// A picture as it may be seen: clear, obscured, or not at all.
import { useEffect, useState } from "react";
import type { Picture } from "./agreement";
import { Obscured } from "./Obscured";

/** Never more than `picture` says, from the very moment that it says so. */
export function usePicture(source: MediaStreamTrack | null, picture: Picture): MediaStreamTrack | null {
	const isBlurred = picture === "blurred";
	const [obscured, setObscured] = useState<MediaStreamTrack | null>(null);
	useEffect(() => {
		if (!source || !isBlurred) return;
		const made = new Obscured(source);
		setObscured(made.track);
		return () => {
			made.close();
			setObscured(null);
		};
	}, [source, isBlurred]);
	if (picture === "clear") return source;
	return isBlurred && source ? obscured : null;
}
