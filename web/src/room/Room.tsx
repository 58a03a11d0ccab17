// The interview room: checks access, and lets one tab at a time take part.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { Link, useParams } from "wouter";
import { useMatchState } from "../api/match";
import { ExitButton } from "../live/exit/ExitButton";
import { useExitOf } from "../live/exit/useExit";
import { OwnStream } from "../live/Live";
import { setByText, useTakingPart } from "../live/takingPart";
import { Underway } from "../live/Underway";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Loading, useFocusOnArrival, useTitle } from "../ui/Page";
import { inLocalTime } from "../ui/time";
import { Left } from "./exit/Left";
import { type Kind, useMedia } from "./media";
import { useOnlyTab } from "./onlyTab";
import { RoomLayout } from "./RoomLayout";
import { RecordingContext, useRecording } from "./recording/useRecording";
import { useScreen } from "./screen";
import { useRoom } from "./useRoom";
import "../styles/call.css";
import "../styles/desk.css";
import "../styles/editor.css";
import "../styles/question.css";
import "../styles/chat.css";
import "../styles/room.css";
import "../styles/room-panes.css";
import "../styles/room-heads.css";
import "../styles/room-collapsed.css";
import "../styles/room-narrow.css";
import "../styles/room-short.css";
import "../styles/room-screen.css";

export default function Room() {
	const { id } = useParams<{ id: string }>();
	const exit = useExitOf(id);
	return exit ? <Left exit={exit} /> : <Inside id={id} />;
}

function Inside({ id }: { id: string }) {
	const tab = useOnlyTab(`room ${id}`);
	useTitle(t`Interview`);
	if (tab.state === "elsewhere") return <Elsewhere id={id} takeOver={tab.takeOver} />;
	return tab.state === "here" ? <Live key={id} id={id} /> : <Loading height={400} />;
}

function Elsewhere({ id, takeOver }: { id: string; takeOver(): void }) {
	const { data: state } = useMatchState();
	if (state && state.interview?.id !== id) {
		return (
			<Aside title={t`This interview is over`}>
				<Underway />
				{state.last_wait?.outcome === "completed" && (
					<Link href={`/review/${id}`} className="button primary">{t`Give feedback`}</Link>
				)}
				<Link href="/" className="button">{t`Home`}</Link>
			</Aside>
		);
	}
	return (
		<Aside title={t`This interview is open in another tab`}>
			<p>{t`One tab at a time takes part, so that you are not seen and heard twice.`}</p>
			<Button kind="primary" onClick={takeOver}>{t`Use this tab`}</Button>
		</Aside>
	);
}

function Live({ id }: { id: string }) {
	const [isOurs, setOurs] = useState(false);
	const [hasVideo, setHasVideo] = useState(false);
	// ZEGO's kit requests the devices itself.
	const [{ writes }] = useTakingPart();
	const devices = useMedia(isOurs && !writes, true, hasVideo);
	const screen = useScreen(isOurs);
	const handle = useRoom(id, devices, screen);
	const { isAudioOnly, toggle } = handle.saving;
	const { cameras } = handle;
	const isHidden = cameras.picture === "none";
	// A camera whose picture goes nowhere needn't be on; the button for it then brings back video, or agrees to be seen.
	useEffect(() => setHasVideo(!isAudioOnly && !isHidden), [isAudioOnly, isHidden]);
	const toggleDevice = (kind: Kind) => {
		// In writing, nothing asks for a device, neither a button nor a key.
		if (writes || (!cameras.isPossible && kind === "video")) return;
		if (isAudioOnly && kind === "video") toggle();
		else if (isHidden && kind === "video") cameras.agree(!cameras.mine);
		else devices.toggle(kind);
	};
	const media = { ...devices, video: cameras.video, toggle: toggleDevice };
	const recording = useRecording(handle, media);
	const interview = handle.room?.interview;
	const wanted = interview?.video.provider === "webrtc" && !handle.room?.ended;
	useEffect(() => setOurs(wanted), [wanted]);
	const video = interview?.video;
	const isByText = video?.provider === "webrtc" && video.allowed === false;
	useEffect(() => {
		setByText(isByText);
		return () => setByText(false);
	}, [isByText]);
	if (handle.room) {
		return (
			<RecordingContext value={recording}>
				<RoomLayout room={handle.room} handle={handle} media={media} screen={screen} />
			</RecordingContext>
		);
	}
	if (handle.line === "stopped") {
		return (
			<Aside title={t`You can’t enter this room`}>
				<Notice tone="warn">{inLocalTime(handle.why?.detail ?? "")}</Notice>
				<Underway />
				<Link href="/" className="button">{t`Home`}</Link>
			</Aside>
		);
	}
	return (
		<main id="main" className="page">
			<ExitButton />
			<Loading height={400} />
		</main>
	);
}

function Aside({ title, children }: { title: string; children: React.ReactNode }) {
	const main = useFocusOnArrival();
	return (
		<main id="main" ref={main} className="page narrow" tabIndex={-1}>
			<OwnStream />
			<div className="card stack">
				<h1>{title}</h1>
				{children}
				<div>
					<ExitButton />
				</div>
			</div>
		</main>
	);
}
