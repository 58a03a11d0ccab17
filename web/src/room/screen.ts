// The user's screen, a window or a tab, which the browser lets them choose each time.
import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useState } from "react";
import { toast } from "../ui/Toasts";

export interface Screen {
	/** Null while nothing is shared. */
	video: MediaStreamTrack | null;
	/** The sound of a tab, where the browser and the user share it. */
	audio: MediaStreamTrack | null;
	toggle(): void;
}

const NOTHING = { video: null, audio: null };

export function canShare(): boolean {
	return typeof navigator.mediaDevices?.getDisplayMedia === "function";
}

/** Shares until the user ends it, here or in the browser's own bar, or the room is left or over. */
export function useScreen(isOpen: boolean): Screen {
	const [tracks, setTracks] = useState<Pick<Screen, "video" | "audio">>(NOTHING);
	const { video, audio } = tracks;
	useEffect(() => {
		if (!video) return;
		video.onended = () => setTracks(NOTHING);
		return () => {
			video.stop();
			audio?.stop();
		};
	}, [video, audio]);
	if (!isOpen && video) setTracks(NOTHING);
	const toggle = useCallback(() => {
		if (video) setTracks(NOTHING);
		else void share().then((found) => found && setTracks(found));
	}, [video]);
	return { video, audio, toggle };
}

/** Text has to be sharp rather than smooth. */
const WANTED: DisplayMediaStreamOptions = { video: { frameRate: { max: 15 } }, audio: true };

async function share() {
	try {
		const stream = await navigator.mediaDevices.getDisplayMedia(WANTED);
		const [video = null] = stream.getVideoTracks();
		const [audio = null] = stream.getAudioTracks();
		if (video) video.contentHint = "detail";
		return { video, audio };
	} catch (error) {
		// Whoever changes their mind is told nothing.
		if (!(error instanceof DOMException && error.name === "NotAllowedError")) toast(t`The screen can’t be shared.`);
		return null;
	}
}
