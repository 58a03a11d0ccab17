// The room's settings: devices, background, chime, how one takes part, the recording, and the usual sizes of all panes.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { TakingPartChoice } from "../live/TakingPartChoice";
import { useTakingPart } from "../live/takingPart";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { SingleKeysChoice } from "../ui/SingleKeys";
import { useChimes } from "./chimes";
import { DeviceSelect } from "./DeviceSelect";
import { found, type Media } from "./media";
import { changeLayout, type Kind, useLayout } from "./panes/panesStorage";
import { USUAL } from "./panes/sizes";
import { RecordCall } from "./recording/RecordingSign";

interface Props {
	media: Media | null;
	kind: Kind;
	/** Whether cameras are allowed in this interview. */
	hasCamera: boolean;
}

export function Settings({ media, kind, hasCamera }: Props) {
	const [{ writes }] = useTakingPart();
	const [isOpen, setOpen] = useState(false);
	return (
		<>
			<Button
				className="icon"
				icon="settings"
				aria-label={t`Settings`}
				title={t`Camera, microphone, speaker, chime, and panes`}
				onClick={() => setOpen(true)}
			/>
			{isOpen && (
				<Dialog title={t`Settings`} onClose={() => setOpen(false)}>
					{media && !writes && <Devices media={media} hasCamera={hasCamera} />}
					<Chimes />
					<SingleKeysChoice />
					<TakingPartChoice />
					<RecordCall onAsk={() => setOpen(false)} />
					<UsualPanes kind={kind} />
					<div className="dialog-actions">
						<Button kind="primary" onClick={() => setOpen(false)}>{t`Close`}</Button>
					</div>
				</Dialog>
			)}
		</>
	);
}

function Devices({ media, hasCamera }: { media: Media; hasCamera: boolean }) {
	const { trouble, canBlur, choices } = media;
	const canChooseSpeaker = "setSinkId" in HTMLMediaElement.prototype && found(media, "speaker").length > 0;
	return (
		<>
			{hasCamera && <DeviceSelect sort="video" media={media} />}
			{trouble.video && <p className="small warn-text">{trouble.video}</p>}
			{hasCamera && canBlur && (
				<label className="check">
					<input
						type="checkbox"
						checked={choices.blur ?? false}
						onChange={(event) => media.setBlur(event.currentTarget.checked)}
					/>
					{t`Blur what is behind me`}
				</label>
			)}
			<DeviceSelect sort="audio" media={media} />
			{trouble.audio && <p className="small warn-text">{trouble.audio}</p>}
			{canChooseSpeaker && <DeviceSelect sort="speaker" media={media} />}
			<p className="small muted">{t`What you plug in meanwhile appears here. Your choice is kept for the next time.`}</p>
		</>
	);
}

function Chimes() {
	const [isOn, toggle] = useChimes();
	return (
		<label className="check">
			<input type="checkbox" checked={isOn} onChange={toggle} />
			{t`A chime at half-time and before the end`}
		</label>
	);
}

function UsualPanes({ kind }: { kind: Kind }) {
	const { shares, closed } = useLayout(kind);
	const isUsual = closed.length === 0 && Object.keys(shares).length === 0;
	return (
		<div className="panes-reset">
			<Button aria-disabled={isUsual || undefined} onClick={() => changeLayout(kind, () => USUAL)}>
				{t`Open all panes in their usual size`}
			</Button>
		</div>
	);
}
