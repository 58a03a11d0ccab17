// The user's camera and microphone, requested separately so that each works without the other, and neither is required.
import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useRef, useState } from "react";

export type Kind = "audio" | "video";

interface DeviceChoices {
	audio: boolean;
	video: boolean;
	audioDevice?: string;
	videoDevice?: string;
	speakerDevice?: string;
	/** Whether the background is blurred, where the browser can do that. */
	blur?: boolean;
}

/** What is chosen among devices of its sort. */
export type Sort = Kind | "speaker";

export interface Media {
	audio: MediaStreamTrack | null;
	/** The microphone while it sends nothing, for this page to remind a person who speaks; null while it sends. */
	unsent: MediaStreamTrack | null;
	video: MediaStreamTrack | null;
	/** Why a requested microphone or camera is missing, in words. */
	trouble: Partial<Record<Kind, string>>;
	choices: DeviceChoices;
	devices: MediaDeviceInfo[];
	/** Whether the camera in use can blur what is behind the user. */
	canBlur: boolean;
	toggle(kind: Kind): void;
	choose(sort: Sort, device: string): void;
	setBlur(isOn: boolean): void;
}

const KEY = "mockmate.devices";

export function readChoices(): DeviceChoices {
	try {
		return { audio: true, video: true, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
	} catch {
		return { audio: true, video: true };
	}
}

/**
 * Keeps the tracks open while `active`. They stop, and the camera light goes out, when the page is left. With `reminds`, a
 * microphone that was on stays open when it is turned off, and nothing of it is sent. Without `hasVideo` the camera rests,
 * whatever is chosen.
 */
export function useMedia(active: boolean, reminds = false, hasVideo = true): Media {
	const [choices, setChoices] = useState(readChoices);
	const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
	const [wasOn, setWasOn] = useState(choices.audio);
	if (choices.audio && !wasOn) setWasOn(true);
	const audio = useTrack("audio", active && (choices.audio || (reminds && wasOn)), choices.audioDevice);
	const video = useTrack("video", active && hasVideo && choices.video, choices.videoDevice, choices.blur);
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
		canBlur: canBlur(video.track),
		toggle: useCallback((kind) => update((before) => ({ ...before, [kind]: !before[kind] })), [update]),
		choose: useCallback((sort, device) => update((before) => ({ ...before, [`${sort}Device`]: device })), [update]),
		setBlur: useCallback((blur) => update((before) => ({ ...before, blur })), [update]),
	};
}

/** The devices of a sort that are plugged in, once the browser names them. */
export function found({ devices }: Pick<Media, "devices">, sort: Sort): MediaDeviceInfo[] {
	const kind = sort === "audio" ? "audioinput" : sort === "video" ? "videoinput" : "audiooutput";
	return devices.filter((one) => one.kind === kind && one.deviceId);
}

/** The speaker that was chosen; "", the system's own, as long as it is not plugged in. */
export function speakerOf(media: Pick<Media, "devices" | "choices">): string {
	const chosen = media.choices.speakerDevice;
	return found(media, "speaker").find(({ deviceId }) => deviceId === chosen)?.deviceId ?? "";
}

/** Whether a camera leaves it to the page to blur what is behind the user. */
export function canBlur(track: Pick<MediaStreamTrack, "getCapabilities"> | null): boolean {
	const all: { backgroundBlur?: readonly boolean[] } = track?.getCapabilities?.() ?? {};
	return new Set(all.backgroundBlur).size > 1;
}

function useTrack(kind: Kind, wanted: boolean, device: string | undefined, blur?: boolean) {
	const [track, setTrack] = useState<MediaStreamTrack | null>(null);
	const [trouble, setTrouble] = useState<string | null>(null);
	const [changes, setChanges] = useState(0);
	const held = useRef<MediaStreamTrack | null>(null);
	const release = useCallback(() => {
		held.current?.stop();
		held.current = null;
		setTrack(null);
	}, []);
	// biome-ignore lint/correctness/useExhaustiveDependencies: `changes` counts devices that came or went: we ask again
	useEffect(() => {
		if (!wanted) {
			setTrouble(null);
			return release();
		}
		let gone = false;
		const opened = open(kind, device, blur).catch((error) => {
			if (gone || !held.current) throw error;
			// Some machines can't open a camera beside the one of before, which is sent until the other is there.
			release();
			return open(kind, device, blur);
		});
		opened.then(
			(next) => {
				if (gone) {
					next.stop();
					return;
				}
				held.current?.stop();
				held.current = next;
				next.onended = () => {
					release();
					setChanges((count) => count + 1);
				};
				setTrack(next);
				setTrouble(null);
			},
			(error) => !gone && setTrouble(inWords(kind, error)),
		);
		return () => {
			gone = true;
		};
	}, [kind, wanted, device, blur, changes]);
	useEffect(() => release, [release]);
	useEffect(() => {
		if (!trouble) return;
		const again = () => setChanges((count) => count + 1);
		navigator.mediaDevices?.addEventListener("devicechange", again);
		return () => navigator.mediaDevices?.removeEventListener("devicechange", again);
	}, [trouble]);
	return { track, trouble };
}

/** Opens the device that was chosen, or as long as that is not plugged in, another. */
async function open(kind: Kind, device: string | undefined, blur?: boolean): Promise<MediaStreamTrack> {
	if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
	const size = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { max: 30 } };
	const background = blur === undefined ? {} : { backgroundBlur: { ideal: blur } };
	const wanted = kind === "video" ? { ...size, ...background } : { echoCancellation: true, noiseSuppression: true };
	const ask = (chosen: MediaTrackConstraints) =>
		navigator.mediaDevices.getUserMedia({ [kind]: { ...wanted, ...chosen } });
	// With less than `exact`, browsers may take whichever they like.
	const stream = await ask(device ? { deviceId: { exact: device } } : {}).catch((error) => {
		if (!device || error?.name !== "OverconstrainedError") throw error;
		return ask({});
	});
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
