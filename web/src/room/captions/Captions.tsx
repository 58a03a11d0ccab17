// What the peer says, to read below their picture: the last lines, in the size that the reader wants.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useTakingPart } from "../../live/takingPart";
import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/names";
import type { RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { type Caption, withCaption } from "./captionLines";
import "../../styles/captions.css";

const LARGEST = 4;

export function Captions({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	const [{ captions, captionSize }, change] = useTakingPart();
	if (!captions || room.ended || room.interview.video.provider !== "webrtc") return null;
	const size = Math.min(Math.max(captionSize, 0), LARGEST);
	const name = nameOf(room.interview.peer);
	return (
		<section className="captions" aria-label={t`Captions`} data-size={size}>
			<Lines room={room} handle={handle} name={name} />
			<div className="captions-tools">
				<Button
					className="small-button"
					aria-label={t`Smaller captions`}
					disabled={size === 0}
					onClick={() => change({ captionSize: size - 1 })}
				>
					{t`Smaller`}
				</Button>
				<Button
					className="small-button"
					aria-label={t`Larger captions`}
					disabled={size === LARGEST}
					onClick={() => change({ captionSize: size + 1 })}
				>
					{t`Larger`}
				</Button>
				<Button kind="quiet" className="small-button" onClick={() => change({ captions: false })}>
					{t`Turn captions off`}
				</Button>
			</div>
		</section>
	);
}

function Lines({ room, handle, name }: { room: RoomState; handle: RoomHandle; name: string }) {
	const [lines, setLines] = useState<Caption[]>([]);
	const { signs } = handle;
	useEffect(
		() => signs.hear((sign) => sign.type === "peer.caption" && setLines((before) => withCaption(before, sign.data))),
		[signs],
	);
	const said = lines.filter((one) => one.final);
	const present = lines.filter((one) => !one.final);
	// What is still said changes with each word: only whole lines are read out.
	return (
		<>
			{/* From its end: see the style. */}
			<div className="caption-lines" dir="auto" lang={room.interview.spoken_language}>
				{present.map((one) => (
					<p key={one.line} className="caption-present" aria-hidden="true">
						{one.text}
					</p>
				))}
				<div role="log" aria-label={t`Captions of ${name}`}>
					{said.map((one) => (
						<p key={one.line}>{one.text}</p>
					))}
				</div>
			</div>
			<p className="small muted" role="status">
				{lines.length === 0 && stateOf(room, name)}
			</p>
		</>
	);
}

function stateOf({ peerMedia }: RoomState, name: string): string {
	if (peerMedia?.captions === "unavailable") return t`The browser of ${name} can’t make captions on the device.`;
	if (peerMedia?.captions !== "on") return t`${name} sends no captions so far.`;
	return peerMedia.microphone
		? t`What ${name} says appears here. It may have mistakes.`
		: t`The microphone of ${name} is off.`;
}
