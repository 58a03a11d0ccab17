// The call: the peer's video and the user's own, and messages about the call and the peer.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { useProfile } from "../api/queries";
import { MoreTime } from "../live/MoreTime";
import { useTakingPart } from "../live/takingPart";
import { Broken } from "../ui/Broken";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { countdown } from "../ui/time";
import { useLasting } from "../ui/useLasting";
import { useNow } from "../ui/useNow";
import { Cameras } from "./cameras/Cameras";
import { Captions } from "./captions/Captions";
import { PeerLeft } from "./leaving";
import { type Media, speakerOf } from "./media";
import { PaneToggle } from "./panes/PaneToggle";
import { inWords } from "./quality";
import type { PictureProps, RoomProps } from "./roomProps";
import { OwnScreen } from "./ScreenPane";
import { SavingWords } from "./saving/SavingWords";
import { useSpeaking } from "./sound";
import { peerIn, type RoomState } from "./state";
import { useQuality } from "./useQuality";
import type { RoomHandle } from "./useRoom";
import { VideoTile } from "./VideoTile";
import { wordsOf } from "./writing/WritingHint";
import { useWriter } from "./writing/writer";

const ZegoCall = lazy(() => import("./zego/ZegoCall"));

export function CallPane({ room, handle, media, screen, remote, large }: RoomProps & PictureProps) {
	const { video, status, interview_type, camera_allowed } = room.interview;
	const [{ writes }] = useTakingPart();
	const hasLeft = peerIn(room)?.presence === "left" && !room.ended;
	return (
		<section className="call-pane" id="pane-faces" aria-label={t`Call`}>
			<div className="pane-bar pane-faces">
				<span className="pane-name">{t`Faces`}</span>
				<PaneToggle kind={interview_type} part="faces" />
			</div>
			{video.provider === "webrtc" ? (
				<Tiles room={room} handle={handle} media={media} remote={remote} large={large} />
			) : (
				<Broken>
					<Suspense fallback={<div className="tile" />}>
						<ZegoCall
							video={video}
							choices={{
								audio: !writes && media.choices.audio,
								video: !writes && media.choices.video,
							}}
							hasCamera={handle.cameras.picture === "clear"}
							name={nameOf(room.interview.peer)}
						/>
					</Suspense>
				</Broken>
			)}
			<Captions room={room} handle={handle} />
			<div className="stack call-words" style={{ "--gap": "8px" } as React.CSSProperties}>
				{status === "matched" && <Begin room={room} handle={handle} />}
				<Cameras room={room} handle={handle} />
				<div role="status">{hasLeft && <PeerLeft room={room} handle={handle} />}</div>
				<OwnScreen room={room} screen={screen} />
				{camera_allowed === false && <p className="small muted">{t`Cameras stay off in interviews between minors.`}</p>}
				<Trouble room={room} media={media} handle={handle} />
			</div>
		</section>
	);
}

function Tiles({ room, handle, media, remote, large }: Omit<RoomProps, "screen"> & PictureProps) {
	const [{ writes }] = useTakingPart();
	const { data: me } = useProfile();
	return (
		<div className="tiles">
			<VideoTile
				track={remote.video}
				audio={remote.audio}
				name={nameOf(room.interview.peer)}
				userId={room.interview.peer.id}
				note={usePeerNote(room, handle)}
				large={large}
				speaker={speakerOf(media)}
				hasSound={peerIn(room)?.presence === "here" ? room.peerMedia?.microphone : undefined}
			/>
			<VideoTile
				track={media.video}
				heard={media.audio}
				name={t`You`}
				person={me && nameOf(me)}
				userId={me?.id}
				hasSound={writes ? undefined : media.audio !== null}
				mirrored
				kind="small"
				note={writes ? t`In writing` : ownNote(media, handle)}
			/>
		</div>
	);
}

function ownNote({ choices }: Media, { saving, cameras }: RoomHandle): string | undefined {
	if (!cameras.isPossible) return t`Camera off`;
	if (saving.isAudioOnly) return t`Audio only`;
	// The tile is small; what it waits for is said below.
	if (cameras.picture === "none") return t`Camera off`;
	return choices.video ? undefined : t`Camera off`;
}

function usePeerNote(room: RoomState, { call, saving, cameras }: RoomHandle): string | undefined {
	const peer = peerIn(room);
	const isAway = useLasting(room.peerReconnecting);
	if (isAway) return t`Reconnecting …`;
	if (peer?.presence === "expected") return t`Not here yet`;
	if (peer?.presence === "left") return t`Has left; may come back`;
	if (call.state === "connecting") return t`Connecting …`;
	if (call.state === "interrupted") return t`Sound and picture are cut; reconnecting …`;
	if (call.state === "outdated") return t`Has an older page: no video until they reload it`;
	if (call.state === "failed") return t`No direct line; chat and code work`;
	if (room.peerMedia?.takes_part === "writing") return t`Takes part in writing`;
	if (saving.isAudioOnly) return t`Audio only`;
	if (room.peerMedia?.weak_line) return t`Line too weak for video`;
	if (!cameras.isPossible) return t`Camera off`;
	if (cameras.picture === "none") return t`Hidden until you both agree`;
	return room.peerMedia?.camera === false ? t`Camera off` : undefined;
}

function Trouble({ room, media, handle }: Omit<RoomProps, "screen">) {
	const { trouble, unsent } = media;
	const quality = useQuality(handle);
	// Without a picture there is nothing left to say of it.
	const line = handle.saving.isWeak || handle.saving.isAudioOnly ? "" : inWords(quality);
	const isSpeaking = useSpeaking(unsent);
	const [isReminded, setReminded] = useState(false);
	if (unsent === null && isReminded) setReminded(false);
	if (isSpeaking && !isReminded) setReminded(true);
	return (
		<div className="small muted" role="status">
			{isReminded && (
				<Notice
					tone="warn"
					action={<Button onClick={() => media.toggle("audio")}>{t`Turn it on`}</Button>}
				>{t`You speak, but your microphone is off.`}</Notice>
			)}
			<SavingWords room={room} saving={handle.saving} hasCamera={media.video !== null} />
			{trouble.video && <p>{trouble.video}</p>}
			{trouble.audio && <p>{trouble.audio}</p>}
			{line && <p>{line}</p>}
		</div>
	);
}

/** Shown before the interview is live: who is ready, and the time left to start. */
function Begin({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	const now = useNow(1_000);
	const { interview } = room;
	const left = countdown((Date.parse(interview.start_by) - now) / 1000);
	const name = nameOf(interview.peer);
	const writer = useWriter(room);
	const told = writer && <p>{wordsOf(writer, name)}</p>;
	if (interview.i_started) {
		return (
			<Notice tone="accent">
				<Trans>
					<strong>You are ready.</strong> Waiting for {name} for up to {left}.
				</Trans>
				{told}
			</Notice>
		);
	}
	return (
		<Notice tone="accent">
			{interview.peer_started ? (
				<Trans>
					<strong>{name} is ready.</strong> {left} left to start.
				</Trans>
			) : (
				<Trans>
					<strong>Are you ready?</strong> {left} left to start.
				</Trans>
			)}
			{told}
			<Button
				kind="primary"
				className="wide"
				onClick={() => void handle.send("interview.ready", {}).catch(() => undefined)}
			>
				{t`I’m ready`}
			</Button>
			<MoreTime interview={interview} />
		</Notice>
	);
}
