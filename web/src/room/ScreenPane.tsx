// The peer's screen, large above the desk, and the word that the user's own is shared.
import { t } from "@lingui/core/macro";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { speakerOf } from "./media";
import type { PictureProps, RoomProps } from "./roomProps";
import { VideoTile } from "./VideoTile";

export function ScreenPane({ room, media, remote, large }: Pick<RoomProps, "room" | "media"> & PictureProps) {
	const name = nameOf(room.interview.peer);
	const { screen, screenAudio } = remote;
	if (!screen || room.ended) return null;
	return (
		<section className="screen-pane" id="pane-screen" aria-label={t`Screen of ${name}`}>
			<VideoTile
				kind="screen"
				track={screen}
				audio={screenAudio}
				speaker={speakerOf(media)}
				name={t`Screen of ${name}`}
				large={large}
			/>
		</section>
	);
}

export function OwnScreen({ room, screen }: Pick<RoomProps, "room" | "screen">) {
	const name = nameOf(room.interview.peer);
	return (
		<div role="status">
			{screen.video && (
				<Notice tone="accent" action={<Button onClick={screen.toggle}>{t`Stop sharing`}</Button>}>
					{screen.audio ? t`${name} sees your screen and hears its sound.` : t`${name} sees your screen.`}
				</Notice>
			)}
		</div>
	);
}
