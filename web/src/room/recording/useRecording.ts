// The recording of the call, with the consent of both: what is agreed with the peer, and the recorder that follows it.
import { t } from "@lingui/core/macro";
import { createContext, useCallback, useContext, useEffect, useRef, useState } from "react";
import { newId } from "../../api/client";
import { download } from "../../ui/download";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import type { Media } from "../media";
import { peerIn } from "../state";
import type { RoomHandle } from "../useRoom";
import type { CallRecorder, Recorded, Sides } from "./CallRecorder";
import { after, type Consent, type Happening, type Outcome } from "./consent";

const PATIENCE = 60_000; // milliseconds that a question stands

export interface Recording {
	consent: Consent;
	/** What was recorded last, to be saved. */
	saved: Recorded | null;
	/** Whether the peer is here to be asked. */
	canAsk: boolean;
	ask(): void;
	answer(agrees: boolean): void;
	stop(): void;
	save(): void;
	forget(): void;
}

export const RecordingContext = createContext<Recording | null>(null);

export function useRecordingHere(): Recording | null {
	return useContext(RecordingContext);
}

/** Null where the call isn't between the two browsers, and cannot be recorded. */
export function useRecording(handle: RoomHandle, media: Media): Recording | null {
	const { room, signs, send, line } = handle;
	const [consent, setConsent] = useState<Consent>({ phase: "idle" });
	const latest = useRef(consent);
	const name = room ? nameOf(room.interview.peer) : "";
	const said = useRef(name);
	said.current = name;
	const happens = useCallback(
		(event: Happening) => {
			const next = after(latest.current, event);
			latest.current = next.consent;
			setConsent(next.consent);
			if (next.outcome) toast(inWords(next.outcome, said.current));
			// It comes over as many connections as it takes; servers of before refuse it.
			if (next.send) send("recording.set", next.send).catch((error: Error) => toast(error.message));
		},
		[send],
	);
	useEffect(
		() =>
			signs.hear((sign) => {
				if (sign.type === "back") happens({ type: "back" });
				if (sign.type === "peer.recording") happens({ type: "peer", id: sign.data.recording, step: sign.data.step });
			}),
		[signs, happens],
	);
	const isGone = !room || room.ended !== null || peerIn(room)?.presence !== "here";
	const isThere = !isGone && line === "open" && !room.peerReconnecting;
	useEffect(() => {
		if (isGone) happens({ type: "gone" });
		else if (!isThere) happens({ type: "lost" });
	}, [isGone, isThere, happens]);
	useEffect(() => {
		if (consent.phase !== "asking") return;
		const timer = setTimeout(() => happens({ type: "unanswered" }), PATIENCE);
		return () => clearTimeout(timer);
	}, [consent.phase, happens]);
	const { audio, video } = handle.call.remote;
	const sides: Sides = [
		{ name: t`You`, audio: media.audio, video: media.video },
		{ name, audio, video },
	];
	const { saved, save, forget } = useRecorder(consent, sides, happens);
	if (room?.interview.video.provider !== "webrtc") return null;
	return {
		...{ consent, saved, save, forget },
		canAsk: isThere && consent.phase === "idle",
		ask: () => happens({ type: "ask", id: newId() }),
		answer: (agrees) => happens({ type: "answer", agrees }),
		stop: () => happens({ type: "stop" }),
	};
}

/** Records as long as the consent says so, and offers what there is of it when that ends. */
function useRecorder(consent: Consent, sides: Sides, happens: (event: Happening) => void) {
	const [saved, setSaved] = useState<Recorded | null>(null);
	const recorder = useRef<CallRecorder | null>(null);
	const shown = useRef(sides);
	shown.current = sides;
	const paused = useRef(false);
	const isRecording = consent.phase === "recording";
	paused.current = consent.phase === "recording" && consent.isPaused;
	useEffect(() => {
		if (!isRecording) return;
		let gone = false;
		const fail = () => {
			toast(t`This browser can’t record the call.`);
			happens({ type: "stop" });
		};
		const full = () => {
			toast(t`The recording is as long as it can be, and has ended.`);
			happens({ type: "stop" });
		};
		// Loaded when it is needed.
		import("./CallRecorder")
			.then(({ CallRecorder }) => {
				if (gone) return;
				recorder.current = new CallRecorder(shown.current, full);
				recorder.current.setPaused(paused.current);
			})
			.catch(fail);
		const warn = (event: BeforeUnloadEvent) => event.preventDefault();
		addEventListener("beforeunload", warn);
		return () => {
			gone = true;
			removeEventListener("beforeunload", warn);
			const ended = recorder.current;
			recorder.current = null;
			void ended?.stop().then((recorded) => {
				if (!recorded) return;
				// At once: whoever leaves the room would lose it.
				saveAsFile(recorded);
				setSaved(recorded);
			});
		};
	}, [isRecording, happens]);
	useEffect(() => recorder.current?.setPaused(paused.current));
	const [me, peer] = sides;
	// biome-ignore lint/correctness/useExhaustiveDependencies: shown again when a track is another one
	useEffect(() => recorder.current?.show(shown.current), [me.audio, me.video, peer.audio, peer.video]);
	return {
		saved,
		save: () => saved && saveAsFile(saved),
		forget: () => setSaved(null),
	};
}

function saveAsFile({ blob, ending }: Recorded): void {
	const at = new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-");
	download(`interview-${at}.${ending}`, blob.type, blob);
}

function inWords(outcome: Outcome, name: string): string {
	switch (outcome) {
		case "refused":
			return t`${name} doesn’t want to be recorded.`;
		case "unanswered":
			return t`${name} didn’t answer: nothing is recorded.`;
		case "stopped by the peer":
			return t`${name} has stopped the recording.`;
		case "stopped by me":
			return t`Nothing is recorded any more.`;
		case "gone":
			return t`Nothing is recorded: the call is over.`;
	}
}
