// The level of one's own microphone, and whether anything was heard in it.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { listen } from "../sound";

/** What speech, which is far from the loudest there is, is multiplied by to fill the bar. */
const SCALE = 5;
/** From here on it is more than the noise of a quiet room. */
const HEARD = 0.02;

export function MicrophoneLevel({ track }: { track: MediaStreamTrack | null }) {
	const meter = useRef<HTMLMeterElement>(null);
	const [isHeard, setHeard] = useState(false);
	useEffect(() => {
		setHeard(false);
		if (!track || typeof AudioContext === "undefined") return;
		return listen(track, (level) => {
			if (meter.current) meter.current.value = Math.min(1, level * SCALE);
			if (level >= HEARD) setHeard(true);
		});
	}, [track]);
	if (!track) return null;
	return (
		<div className="ready-level">
			<p className="small muted" role="status">
				{isHeard ? t`Your microphone works: it hears you.` : t`Say something: the bar should move.`}
			</p>
			<meter ref={meter} min={0} max={1} aria-label={t`Level of your microphone`} />
		</div>
	);
}
