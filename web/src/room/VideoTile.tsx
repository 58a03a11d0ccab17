// One person's video; without one, the picture they have chosen, or their initial.
import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useRef, useState } from "react";
import { usePicture } from "../api/pictures";
import { Button } from "../ui/Button";
import { Icon } from "../ui/icons";
import { initialOf } from "../ui/names";
import type { Large, Picture } from "./large";
import { useSpeaking } from "./sound";
import { TileControls } from "./TileControls";
import "../styles/tile.css";

interface Props {
	track: MediaStreamTrack | null;
	audio?: MediaStreamTrack | null;
	name: string;
	/** Whose initial stands in for a picture; by default the one of `name`. */
	person?: string | undefined;
	/** Whose picture it is, by the id of their account. */
	userId?: number | undefined;
	note?: string | undefined;
	/** Whether their microphone sends; undefined if that is not known. */
	hasSound?: boolean | undefined;
	/** The sound in which speech is looked for; by default `audio`. */
	heard?: MediaStreamTrack | null;
	/** The speaker for their sound; "" is the system's own. */
	speaker?: string;
	mirrored?: boolean;
	kind?: Picture | "small";
	/** Which picture is large; without it, this one has no controls. */
	large?: Large;
}

export function VideoTile({
	track,
	audio = null,
	heard = audio,
	name,
	person = name,
	userId,
	note,
	hasSound,
	speaker = "",
	mirrored,
	kind = "peer",
	large,
}: Props) {
	const isSpeaking = useSpeaking(hasSound === false || kind === "screen" ? null : heard);
	const picture = usePicture(userId);
	const element = useRef<HTMLVideoElement>(null);
	const [isRefused, setRefused] = useState(false);
	const play = useCallback((video: HTMLVideoElement) => {
		// Browsers refuse until the user has interacted with the page: "I'm ready" counts, a reload does not.
		video.play().then(
			() => setRefused(false),
			(error: DOMException) => setRefused(error.name === "NotAllowedError"),
		);
	}, []);
	useEffect(() => {
		const video = element.current;
		if (!video) return;
		const tracks = [track, audio].filter((one) => one !== null);
		video.srcObject = tracks.length > 0 ? new MediaStream(tracks) : null;
		play(video);
	}, [track, audio, play]);
	useEffect(() => {
		const video = element.current;
		if (video?.sinkId !== undefined && video.sinkId !== speaker) video.setSinkId(speaker).catch(() => undefined);
	}, [speaker]);
	return (
		<figure className={kind === "small" ? "tile small" : "tile"} data-speaking={isSpeaking || undefined}>
			<video
				ref={element}
				className={mirrored ? "mirrored" : undefined}
				hidden={!track}
				autoPlay
				playsInline
				muted={!audio}
				aria-label={t`Video of ${name}`}
			/>
			{!track && (
				<div className="tile-face" aria-hidden="true">
					{picture ? <img src={picture} alt="" /> : initialOf(person)}
				</div>
			)}
			{isRefused && audio && (
				<Button
					kind="primary"
					className="tile-play"
					icon="play"
					onClick={() => element.current && play(element.current)}
				>{t`Turn the sound on`}</Button>
			)}
			{large && kind !== "small" && (
				<TileControls
					video={element}
					name={name}
					hasPicture={track !== null}
					isLarge={large.which === kind}
					onLarge={() => large.toggle(kind)}
				/>
			)}
			<figcaption>
				<span>
					{isSpeaking && <Icon name="mic" size={14} />}
					{hasSound === false && <Icon name="micOff" size={14} />}
					{name}
				</span>
				{hasSound === false && <span className="tile-note">{t`Microphone off`}</span>}
				{note && !(track && mirrored) && <span className="tile-note">{note}</span>}
			</figcaption>
		</figure>
	);
}
