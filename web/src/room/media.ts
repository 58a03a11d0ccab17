// The user's camera and microphone, requested separately so that each works without the other, and neither is required.
import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useRef, useState } from "react";

export type Kind = "audio" | "video";

interface DeviceChoices {
	audio: boolean;
	video: boolean;
	audioDevice?: string;
	videoDevice?: string;
}

export interface Media {
	audio: MediaStreamTrack | null;
	/** The microphone while it sends nothing, for this page to remind a person who speaks; null while it sends. */
	unsent: MediaStreamTrack | null;
	video: MediaStreamTrack | null;
	/** Why a requested microphone or camera is missing, in words. */
	trouble: Partial<Record<Kind, string>>;
	choices: DeviceChoices;
	devices: MediaDeviceInfo[];
	toggle(kind: Kind): void;
	choose(kind: Kind, device: string): void;
}

const KEY = "mockmate.devices";

function remembered(): DeviceChoices {
	try {
		return { audio: true, video: true, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
	} catch {
		return { audio: true, video: true };
	}
}

/**
 * Keeps the tracks open while `active`. They stop, and the camera light goes out, when the page is left. With `reminds`, a
 * microphone that was on stays open when it is turned off, and nothing of it is sent.
 */
export function useMedia(active: boolean, reminds = false): Media {
	const [choices, setChoices] = useState(remembered);
	const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
	const [wasOn, setWasOn] = useState(choices.audio);
	if (choices.audio && !wasOn) setWasOn(true);
	const audio = useTrack("audio", active && (choices.audio || (reminds && wasOn)), choices.audioDevice);
	const video = useTrack("video", active && choices.video, choices.videoDevice);
	const update = useCallback((change: (before: DeviceChoices) => DeviceChoices) => {
		setChoices((before) => {
			const after = change(before);
			localStorage.setItem(KEY, JSON.stringify(after));
			return after;
		});
	}, []);
	useEffect(() => {
		const list = () => void navigator.mediaDevices?.enumerateDevices().then(setDevices, () => undefined);
		// Browsers name devices only after access to one of them was granted.
		if (active && (audio.track || video.track)) list();
		navigator.mediaDevices?.addEventListener("devicechange", list);
		return () => navigator.mediaDevices?.removeEventListener("devicechange", list);
	}, [active, audio.track, video.track]);
	return {
		audio: choices.audio ? audio.track : null,
		unsent: choices.audio ? null : audio.track,
		video: video.track,
		trouble: { ...(audio.trouble && { audio: audio.trouble }), ...(video.trouble && { video: video.trouble }) },
		choices,
		devices,
		toggle: useCallback((kind) => update((before) => ({ ...before, [kind]: !before[kind] })), [update]),
		choose: useCallback((kind, device) => update((before) => ({ ...before, [`${kind}Device`]: device })), [update]),
	};
}

function useTrack(kind: Kind, wanted: boolean, device: string | undefined) {
	const [track, setTrack] = useState<MediaStreamTrack | null>(null);
	const [trouble, setTrouble] = useState<string | null>(null);
	const [lost, setLost] = useState(0);
	const held = useRef<MediaStreamTrack | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: `lost` counts unplugged devices, after which we ask anew
	useEffect(() => {
		let gone = false;
		const release = () => {
			held.current?.stop();
			held.current = null;
			setTrack(null);
		};
		if (!wanted) {
			setTrouble(null);
			return release;
		}
		open(kind, device).then(
			(found) => {
				if (gone) {
					found.stop();
					return;
				}
				found.onended = () => setLost((count) => count + 1);
				held.current = found;
				setTrack(found);
				setTrouble(null);
			},
			(error) => !gone && setTrouble(inWords(kind, error)),
		);
		return () => {
			gone = true;
			release();
		};
	}, [kind, wanted, device, lost]);
	return { track, trouble };
}

async function open(kind: Kind, device: string | undefined): Promise<MediaStreamTrack> {
	if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
	const chosen = device ? { deviceId: { ideal: device } } : {};
	const size = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { max: 30 } };
	const sound = { echoCancellation: true, noiseSuppression: true };
	const wanted = kind === "video" ? { video: { ...chosen, ...size } } : { audio: { ...chosen, ...sound } };
	const stream = await navigator.mediaDevices.getUserMedia(wanted);
	return stream.getTracks()[0] as MediaStreamTrack;
}

/** What went wrong by kind and error; "" is any other error. */
const TROUBLES: Record<Kind, Record<string, string>> = {
	audio: {
		NotAllowedError: t`The microphone is not allowed. Allow it in the address bar, or go on without it.`,
		NotFoundError: t`No microphone was found. You can go on without it.`,
		NotReadableError: t`Another program uses the microphone. Close it, or go on without it.`,
		SecurityError: t`Browsers give the microphone to pages over HTTPS only. You can go on without it.`,
		"": t`The microphone doesn’t start. You can go on without it.`,
	},
	video: {
		NotAllowedError: t`The camera is not allowed. Allow it in the address bar, or go on without it.`,
		NotFoundError: t`No camera was found. You can go on without it.`,
		NotReadableError: t`Another program uses the camera. Close it, or go on without it.`,
		SecurityError: t`Browsers give the camera to pages over HTTPS only. You can go on without it.`,
		"": t`The camera doesn’t start. You can go on without it.`,
	},
};

function inWords(kind: Kind, error: unknown): string {
	const troubles = TROUBLES[kind];
	return troubles[error instanceof DOMException ? error.name : ""] ?? (troubles[""] as string);
}
