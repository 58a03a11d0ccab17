// Tests camera and microphone during the wait. The choices apply in the room too.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { DeviceSelect } from "../../room/DeviceSelect";
import { type Kind, type Media, useMedia } from "../../room/media";
import { VideoTile } from "../../room/VideoTile";
import { Button } from "../../ui/Button";

export function CameraCheck() {
	const [active, setActive] = useState(false);
	const media = useMedia(active);
	return (
		<section className="card stack">
			<div className="spread">
				<h2>{t`Camera and microphone`}</h2>
				<Button onClick={() => setActive(!active)}>{active ? t`Stop the test` : t`Test them`}</Button>
			</div>
			{active ? (
				<div className="camera-check">
					<VideoTile
						track={media.video}
						name={t`You`}
						mirrored
						note={media.choices.video ? t`No picture yet` : t`Camera is off`}
					/>
					<div className="stack">
						<Device kind="video" media={media} />
						<Device kind="audio" media={media} />
						<Loudness track={media.audio} />
					</div>
				</div>
			) : (
				<p className="muted">{t`You can take part without either: chat and the editor are always there.`}</p>
			)}
		</section>
	);
}

const ENTER: Record<Kind, string> = {
	video: t`Enter with the camera on`,
	audio: t`Enter with the microphone on`,
};

function Device({ kind, media }: { kind: Kind; media: Media }) {
	return (
		<div className="stack" style={{ "--gap": "6px" } as React.CSSProperties}>
			<label className="check">
				<input type="checkbox" checked={media.choices[kind]} onChange={() => media.toggle(kind)} />
				{ENTER[kind]}
			</label>
			<DeviceSelect sort={kind} media={media} least={2} />
			<p className="small warn-text" role="status">
				{media.trouble[kind]}
			</p>
		</div>
	);
}

/** A level meter that shows whether the microphone works. */
function Loudness({ track }: { track: MediaStreamTrack | null }) {
	const meter = useRef<HTMLMeterElement>(null);
	useEffect(() => {
		if (!track) return;
		const context = new AudioContext();
		const analyser = new AnalyserNode(context, { fftSize: 512 });
		context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
		const samples = new Float32Array(analyser.fftSize);
		const timer = setInterval(() => {
			analyser.getFloatTimeDomainData(samples);
			const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
			if (meter.current) meter.current.value = Math.min(1, Math.sqrt(power) * 5);
		}, 80);
		return () => {
			clearInterval(timer);
			void context.close();
		};
	}, [track]);
	if (!track) return null;
	return (
		<label className="small muted loudness">
			{t`Say something: the bar should move`}
			<meter ref={meter} min={0} max={1} />
		</label>
	);
}
