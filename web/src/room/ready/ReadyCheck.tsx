// The device step before a match: own picture, microphone level, speaker, and network. What is chosen holds in the room.
import { t } from "@lingui/core/macro";
import { type ReactNode, useEffect, useState } from "react";
import { useProfile } from "../../api/queries";
import { Button } from "../../ui/Button";
import { DeviceSelect } from "../DeviceSelect";
import { type Kind, type Media, useMedia } from "../media";
import { VideoTile } from "../VideoTile";
import { inUse, rememberChecked } from "./lately";
import { MicrophoneLevel } from "./MicrophoneLevel";
import { NetworkCheck } from "./NetworkCheck";
import { SpeakerCheck } from "./SpeakerCheck";
import "../../styles/ready.css";

interface Props {
	onDone(): void;
	/** More buttons beside the one that says that all is well. */
	children?: ReactNode;
}

export function ReadyCheck({ onDone, children }: Props) {
	const [isActive, setActive] = useState(true);
	const { data: me, isError } = useProfile();
	const isMinor = me?.is_minor ?? false;
	// Until it is known, no camera is opened.
	const media = useMedia(isActive, false, isError || me?.is_minor === false);
	useEffect(() => {
		// Closed for a moment, they are asked for once more.
		if (!isActive) setActive(true);
	}, [isActive]);
	return (
		<div className="stack ready">
			<div className="ready-devices">
				<VideoTile
					track={media.video}
					name={t`You`}
					mirrored
					note={media.choices.video && !isMinor ? t`No picture yet` : t`Camera is off`}
				/>
				<div className="stack">
					{isMinor ? (
						<p className="small muted">{t`Cameras stay off in interviews between minors.`}</p>
					) : (
						<Device kind="video" media={media} again={() => setActive(false)} />
					)}
					<Device kind="audio" media={media} again={() => setActive(false)} />
					<MicrophoneLevel track={media.audio} />
					<SpeakerCheck media={media} />
				</div>
			</div>
			<NetworkCheck />
			<div className="row">
				<Button
					kind="primary"
					onClick={() => {
						rememberChecked(inUse(media));
						onDone();
					}}
				>{t`Done`}</Button>
				{children}
			</div>
		</div>
	);
}

const ENTER: Record<Kind, string> = {
	video: t`Take part with camera`,
	audio: t`Enter with the microphone on`,
};
const WITHOUT: Record<Kind, string> = {
	video: t`Take part without camera`,
	audio: t`Take part without microphone`,
};

function Device({ kind, media, again }: { kind: Kind; media: Media; again(): void }) {
	const trouble = media.trouble[kind];
	return (
		<div className="stack ready-device">
			<label className="check">
				<input type="checkbox" checked={media.choices[kind]} onChange={() => media.toggle(kind)} />
				{ENTER[kind]}
			</label>
			<DeviceSelect sort={kind} media={media} />
			<p className="small warn-text" role="status">
				{trouble}
			</p>
			{trouble && (
				<div className="row">
					<Button className="small-button" onClick={() => media.toggle(kind)}>
						{WITHOUT[kind]}
					</Button>
					<Button className="small-button" onClick={again}>{t`Try again`}</Button>
				</div>
			)}
		</div>
	);
}
