// One person's picture, or their name where there is none.
import { useEffect, useRef } from "react";
import "../styles/tile.css";

interface Props {
	track: MediaStreamTrack | null;
	audio?: MediaStreamTrack | null;
	name: string;
	note?: string | undefined;
	mirrored?: boolean;
	small?: boolean;
}

export function VideoTile({ track, audio = null, name, note, mirrored, small }: Props) {
	const element = useRef<HTMLVideoElement>(null);
	useEffect(() => {
		const video = element.current;
		if (!video) return;
		const tracks = [track, audio].filter((one) => one !== null);
		video.srcObject = tracks.length > 0 ? new MediaStream(tracks) : null;
		// Refused until the person has touched the page; pressing "I'm ready" was such a touch, a reload is not.
		video.play().catch(() => undefined);
	}, [track, audio]);
	return (
		<figure className={small ? "tile small" : "tile"}>
			<video
				ref={element}
				className={mirrored ? "mirrored" : undefined}
				hidden={!track}
				autoPlay
				playsInline
				muted={!audio}
				aria-label={`Video of ${name}`}
			/>
			{!track && (
				<div className="tile-face" aria-hidden="true">
					{name.slice(0, 1).toUpperCase()}
				</div>
			)}
			<figcaption>
				<span>{name}</span>
				{note && !(track && mirrored) && <span className="tile-note">{note}</span>}
			</figcaption>
		</figure>
	);
}
