// Recording oneself while practicing alone, to watch it afterwards. Nothing of it is sent anywhere.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { useMedia } from "../../room/media";
import { VideoTile } from "../../room/VideoTile";
import { Button } from "../../ui/Button";
import { download } from "../../ui/download";
import { Notice } from "../../ui/Notice";
import { countdown } from "../../ui/time";
import { discardRecording, type Own, record, recordingIsSaved, useOwnRecording } from "./ownRecording";

export function SoloRecording() {
	const own = useOwnRecording();
	const [isOn, setOn] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const end = () => {
		setOn(false);
		// The button that had the focus is gone.
		heading.current?.focus();
	};
	return (
		<section className="card stack" aria-labelledby="solo-recording">
			<h2 id="solo-recording" ref={heading} tabIndex={-1}>{t`Your recording`}</h2>
			{isOn ? (
				<Recording onStop={end} onEnded={() => setOn(false)} />
			) : own ? (
				<Recorded own={own} onDiscard={() => heading.current?.focus()} />
			) : (
				<>
					<p className="small muted">
						{t`Watch yourself afterwards: it is the quickest way to hear how you explain. The recording stays in this tab and is sent nowhere.`}
					</p>
					<div>
						<Button onClick={() => setOn(true)}>{t`Record myself`}</Button>
					</div>
				</>
			)}
		</section>
	);
}

/** `onEnded` is called when it has ended by itself as well. */
function Recording({ onStop, onEnded }: { onStop(): void; onEnded(): void }) {
	const media = useMedia(true);
	const { audio, video, trouble, choices } = media;
	const isOpen = (!choices.audio || audio || trouble.audio) && (!choices.video || video || trouble.video);
	const [seconds, setSeconds] = useState(0);
	const [error, setError] = useState<string | null>(null);
	const stop = useRef<(() => void) | null>(null);
	const ended = useRef(onEnded);
	ended.current = onEnded;
	const hasAny = Boolean(audio || video);
	useEffect(() => {
		if (!isOpen || !hasAny || stop.current) return;
		try {
			stop.current = record(
				[audio, video].filter((one) => one !== null),
				() => ended.current(),
			);
		} catch {
			setError(t`This browser can’t record.`);
		}
	}, [isOpen, hasAny, audio, video]);
	// When the page is left, as for an interview, what was recorded so far is kept.
	useEffect(
		() => () => {
			ended.current = () => undefined;
			stop.current?.();
		},
		[],
	);
	const isRecording = isOpen && hasAny && error === null;
	useEffect(() => {
		if (!isRecording) return;
		const timer = setInterval(() => setSeconds((now) => now + 1), 1_000);
		return () => clearInterval(timer);
	}, [isRecording]);
	return (
		<>
			<div className="solo-mirror">
				<VideoTile track={video} name={t`You`} mirrored />
			</div>
			{[trouble.video, trouble.audio, error].map(
				(why) =>
					why && (
						<Notice key={why} tone="warn">
							{why}
						</Notice>
					),
			)}
			{isOpen && !hasAny && !trouble.audio && !trouble.video && (
				<Notice
					tone="warn"
					action={
						<>
							<Button onClick={() => media.toggle("video")}>{t`Turn the camera on`}</Button>
							<Button onClick={() => media.toggle("audio")}>{t`Turn the microphone on`}</Button>
						</>
					}
				>{t`Your camera and your microphone are turned off.`}</Notice>
			)}
			<div className="row">
				<span className="numbers" role="timer" aria-label={t`Recorded for ${countdown(seconds)}`}>
					{isRecording && (
						<span className="bad-text" aria-hidden="true">
							●{" "}
						</span>
					)}
					{countdown(seconds)}
				</span>
				<Button icon="stop" onClick={onStop}>
					{isRecording ? t`Stop recording` : t`Cancel`}
				</Button>
			</div>
		</>
	);
}

function Recorded({ own, onDiscard }: { own: Own; onDiscard(): void }) {
	const save = () => {
		const at = new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-");
		download(`practice-${at}.${own.ending}`, own.blob.type, own.blob);
		recordingIsSaved();
	};
	const discard = () => {
		discardRecording();
		onDiscard();
	};
	return (
		<>
			{/* biome-ignore lint/a11y/useMediaCaption: nobody has captions of what they said themselves */}
			<video className="solo-video" aria-label={t`Your recording`} src={own.url} controls playsInline />
			<p className="small muted">
				{own.isSaved
					? t`There is a file of it now. It stays here, too, until you discard it or close this tab.`
					: t`It is in this tab only. Save it to keep it after you close the tab.`}
			</p>
			<div className="row">
				<Button kind="primary" onClick={save}>{t`Save as a file`}</Button>
				<Button kind="danger" onClick={discard}>{t`Discard`}</Button>
			</div>
		</>
	);
}
