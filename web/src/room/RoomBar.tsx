// The bar above the room: clock, role, microphone, camera, role swap, more time, and the end.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { ExitButton } from "../live/exit/ExitButton";
import { useTakingPart } from "../live/takingPart";
import { Button } from "../ui/Button";
import { Clock } from "./Clock";
import { Extension } from "./Extension";
import { EndDialog } from "./leaving";
import type { Kind, Media } from "./media";
import type { RoomProps } from "./roomProps";
import { Settings } from "./Settings";
import { SwapDialog } from "./SwapDialog";
import { AudioOnlyButton } from "./saving/AudioOnlyButton";
import { canShare } from "./screen";

export function RoomBar({ room, handle, media, screen, children }: RoomProps & { children?: React.ReactNode }) {
	const [{ writes }] = useTakingPart();
	const hasCamera = handle.cameras.isPossible;
	const [ending, setEnding] = useState(false);
	const { status, role, video, interview_type } = room.interview;
	// Whoever opened the dialog meant this role: if the peer swaps meanwhile, there is nothing left to ask.
	const [leavingRole, setLeavingRole] = useState<typeof role | null>(null);
	return (
		<header className="room-bar">
			<div className="room-status">
				<ExitButton />
				<Clock room={room} />
				<span className="room-role">
					{role === "interviewer" ? (
						<Trans>
							<span className="room-role-words">You are the </span>
							<strong>interviewer</strong>
						</Trans>
					) : (
						<Trans>
							<span className="room-role-words">You are the </span>
							<strong>interviewee</strong>
						</Trans>
					)}
				</span>
			</div>
			<div className="row room-actions">
				{video.provider === "webrtc" && !room.ended && (
					<>
						{!writes && <Switch kind="audio" media={media} />}
						{!writes && hasCamera && <Switch kind="video" media={media} />}
						{hasCamera && <AudioOnlyButton saving={handle.saving} />}
						{canShare() && <ShareScreen screen={screen} />}
					</>
				)}
				{children}
				{status === "live" && (
					<Button icon="swap" onClick={() => setLeavingRole(role)} className="with-label" aria-label={t`Swap roles`}>
						<span>{t`Swap roles`}</span>
					</Button>
				)}
				{!room.ended && (
					<Settings media={video.provider === "webrtc" ? media : null} kind={interview_type} hasCamera={hasCamera} />
				)}
				<Extension room={room} handle={handle} />
				{!room.ended && (
					<Button kind="danger" icon="end" className="with-label" aria-label={t`End`} onClick={() => setEnding(true)}>
						<span>{t`End`}</span>
					</Button>
				)}
			</div>
			{leavingRole === role && status === "live" && (
				<SwapDialog room={room} handle={handle} onClose={() => setLeavingRole(null)} />
			)}
			{ending && !room.ended && <EndDialog room={room} handle={handle} onClose={() => setEnding(false)} />}
		</header>
	);
}

function ShareScreen({ screen }: Pick<RoomProps, "screen">) {
	const isOn = screen.video !== null;
	return (
		<Button
			className="icon optional share"
			icon="screen"
			aria-label={t`Share your screen`}
			aria-pressed={isOn}
			title={isOn ? t`The other sees your screen` : t`Share your screen, a window, or a tab`}
			onClick={screen.toggle}
		/>
	);
}

const SWITCHES = {
	audio: {
		name: t`Microphone`,
		on: { icon: "mic", title: t`Microphone is on (m)` },
		off: { icon: "micOff", title: t`Microphone is off (m)` },
	},
	video: {
		name: t`Camera`,
		on: { icon: "camera", title: t`Camera is on (v)` },
		off: { icon: "cameraOff", title: t`Camera is off (v)` },
	},
} as const;

function Switch({ kind, media }: { kind: Kind; media: Media }) {
	const { name, on, off } = SWITCHES[kind];
	const isOn = media[kind] !== null;
	const { icon, title } = isOn ? on : off;
	return (
		<Button
			className="icon"
			icon={icon}
			aria-label={name}
			aria-pressed={isOn}
			title={title}
			onClick={() => media.toggle(kind)}
		/>
	);
}
