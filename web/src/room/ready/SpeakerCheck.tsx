// A sound from the chosen speaker, and the question whether it was heard.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { DeviceSelect } from "../DeviceSelect";
import { found, type Media, speakerOf } from "../media";
import { playTones } from "./tones";

export function SpeakerCheck({ media }: { media: Media }) {
	const audio = useRef<HTMLAudioElement>(null);
	const [isPlayed, setPlayed] = useState(false);
	const [isHeard, setHeard] = useState<boolean | null>(null);
	const stop = useRef<() => void>(undefined);
	useEffect(() => () => stop.current?.(), []);
	const speaker = speakerOf(media);
	const canChoose = "setSinkId" in HTMLMediaElement.prototype && found(media, "speaker").length > 0;
	const play = () => {
		stop.current?.();
		if (audio.current) stop.current = playTones(audio.current, speaker);
		setPlayed(true);
		setHeard(null);
	};
	const answer = (value: boolean, label: string) => (
		<Button className="small-button" aria-pressed={isHeard === value} onClick={() => setHeard(value)}>
			{label}
		</Button>
	);
	return (
		<div className="stack ready-device">
			{canChoose && <DeviceSelect sort="speaker" media={media} />}
			<div>
				<Button className="small-button" onClick={play}>
					{isPlayed ? t`Play the sound again` : t`Play a sound`}
				</Button>
			</div>
			{/* biome-ignore lint/a11y/useMediaCaption: three tones have no words */}
			<audio ref={audio} hidden />
			{isPlayed && (
				<fieldset className="row ready-heard">
					<legend className="small">{t`Did you hear three tones?`}</legend>
					{answer(true, t`Yes`)}
					{answer(false, t`No`)}
				</fieldset>
			)}
			<p className={isHeard === false ? "small warn-text" : "small muted"} role="status">
				{isHeard && t`Your speaker works.`}
				{isHeard === false &&
					(canChoose
						? t`Turn the volume up, choose another speaker above, or plug your headphones in again. Then play the sound again.`
						: t`Turn the volume up, and choose another output in your system’s sound settings. Then play the sound again.`)}
			</p>
		</div>
	);
}
