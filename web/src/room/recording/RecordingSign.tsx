// The sign that the call is recorded, the question whether it may be, and what there is to save afterwards.
import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { Dialog, focusFirst } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import type { RoomState } from "../state";
import { type Recording, useRecordingHere } from "./useRecording";
import "../../styles/recording.css";

export function RecordingSign({ room }: { room: RoomState }) {
	const recording = useRecordingHere();
	if (!recording) return null;
	const name = nameOf(room.interview.peer);
	return (
		<>
			<div role="status" className="recording-signs">
				<Sign recording={recording} name={name} />
				{recording.saved && <Saved recording={recording} />}
			</div>
			{recording.consent.phase === "asked" && <Question recording={recording} name={name} />}
		</>
	);
}

function Sign({ recording, name }: { recording: Recording; name: string }) {
	const { consent, stop } = recording;
	if (consent.phase === "idle" || consent.phase === "asked") return null;
	if (consent.phase === "asking") {
		return (
			<Notice action={<Button className="small-button" onClick={stop}>{t`Don’t record`}</Button>}>
				{t`${name} is asked whether you may record the call. Nothing is recorded yet.`}
			</Notice>
		);
	}
	const isMine = consent.phase === "recording";
	const isPaused = isMine && consent.isPaused;
	return (
		<Notice tone="bad" action={<Button kind="danger" icon="stop" onClick={stop}>{t`Stop the recording`}</Button>}>
			<span className="recording-dot" aria-hidden="true" />
			<strong>
				{isPaused && t`The recording waits until ${name} is back.`}
				{isMine && !isPaused && t`You record this call.`}
				{!isMine && t`${name} records this call.`}
			</strong>{" "}
			<span className="room-signs-more">
				{t`Both pictures and both voices, in a file on one machine; either of you can stop it.`}
			</span>
		</Notice>
	);
}

function Question({ recording, name }: { recording: Recording; name: string }) {
	const refuse = () => recording.answer(false);
	return (
		<Dialog title={t`May ${name} record this call?`} onClose={refuse}>
			<p>
				{t`The recording has both pictures and both voices. ${name} keeps it as a file; it is not sent to this site, and you get no copy.`}
			</p>
			<p>{t`It begins only if you agree. You see a sign all the time, and either of you can stop it at any moment.`}</p>
			<div className="dialog-actions">
				<Button onClick={() => recording.answer(true)}>{t`I agree`}</Button>
				<Button kind="primary" ref={focusFirst} onClick={refuse}>{t`No`}</Button>
			</div>
		</Dialog>
	);
}

function Saved({ recording }: { recording: Recording }) {
	return (
		<Notice
			tone="good"
			action={
				<>
					<Button className="small-button" onClick={recording.save}>{t`Save the recording again`}</Button>
					<Button kind="quiet" className="small-button" onClick={recording.forget}>{t`Close`}</Button>
				</>
			}
		>
			{t`The recording is among your downloads. It is nowhere else.`}
		</Notice>
	);
}

/** In the settings: asks the other. */
export function RecordCall({ onAsk }: { onAsk(): void }) {
	const recording = useRecordingHere();
	if (!recording) return null;
	return (
		<div>
			<Button
				disabled={!recording.canAsk}
				onClick={() => {
					recording.ask();
					onAsk();
				}}
			>{t`Record the call …`}</Button>
			<p className="small muted">
				{t`Only if the other agrees. Both pictures and both voices are saved as a file on your machine, and sent nowhere. Screens, code and chat are not in it.`}
			</p>
		</div>
	);
}
