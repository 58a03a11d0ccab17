// What the two have agreed to of their cameras, and the way to agree, or to take that back. It blocks nothing.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { useCameraStart } from "../../live/cameraStart";
import { useTakingPart } from "../../live/takingPart";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import type { RoomProps } from "../roomProps";
import "../../styles/cameras.css";

export function Cameras({ room, handle }: Pick<RoomProps, "room" | "handle">) {
	return <div role="status">{!room.ended && handle.cameras.isPossible && <Words room={room} handle={handle} />}</div>;
}

function Words({ room, handle }: Pick<RoomProps, "room" | "handle">) {
	const { mine, peer, picture, agree } = handle.cameras;
	const [{ writes }] = useTakingPart();
	const start = useCameraStart();
	const [isPutOff, setPutOff] = useState(false);
	if (!peer && isPutOff) setPutOff(false);
	const name = nameOf(room.interview.peer);
	const hide = () => {
		// Whoever hides is not asked at once whether they want to be seen.
		setPutOff(true);
		agree(false);
	};
	if (mine && peer) {
		// Where cameras are on from the start, the button for the camera is all that people need.
		if (start === "on") return null;
		return (
			<div className="cameras-on">
				<Button icon="cameraOff" onClick={hide}>{t`Hide both cameras`}</Button>
			</div>
		);
	}
	if (mine) {
		return (
			<Notice action={<Button onClick={() => agree(false)}>{t`Take back`}</Button>}>
				{t`You see each other once ${name} agrees, too.`}
			</Notice>
		);
	}
	if (peer && !isPutOff) {
		return (
			<Notice tone="accent">
				<Trans>
					<strong>{name} would like to turn cameras on.</strong> You see each other if you agree.
				</Trans>
				<div className="row cameras-answer">
					<Button kind="primary" onClick={() => agree(true)}>{t`Turn on`}</Button>
					<Button onClick={() => setPutOff(true)}>{t`Not now`}</Button>
				</div>
			</Notice>
		);
	}
	if (writes) return null;
	return (
		<Notice action={<Button icon="camera" onClick={() => agree(true)}>{t`Show my camera`}</Button>}>
			{picture === "blurred"
				? t`Only a blurred picture of you is shown until you both agree.`
				: t`Your camera is off until you both agree.`}
		</Notice>
	);
}
