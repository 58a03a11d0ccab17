// Captions of what the user says, for a peer who asks for them: recognized on this device, and sent as text.
import { useEffect, useState } from "react";
import { useTakingPart } from "../../live/takingPart";
import type { Media } from "../media";
import { peerIn, type RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { type Availability, availability, install, onDevice, tagOf } from "./recognition";

/** "unasked": the peer wants none; "refused": the user gives none. */
export type Given = "unasked" | "checking" | "refused" | "on" | Exclude<Availability, "available">;

export interface GivenCaptions {
	given: Given;
	refuse(): void;
	/** Gives them after all, and gets the language where it is missing. */
	give(): void;
}

export function useGivenCaptions(room: RoomState, handle: RoomHandle, media: Media): GivenCaptions {
	const [{ writes }] = useTakingPart();
	// Whoever writes says nothing.
	const isAsked =
		room.peerMedia?.wants_captions === true && !writes && peerIn(room)?.presence === "here" && !room.ended;
	const [isRefused, setRefused] = useState(false);
	const [ability, setAbility] = useState<Availability | "checking">("checking");
	const lang = tagOf(room.interview.spoken_language ?? document.documentElement.lang, navigator.languages);
	useEffect(() => {
		if (!isAsked) return;
		let gone = false;
		availability(onDevice(), lang).then((found) => !gone && setAbility(found));
		return () => {
			gone = true;
		};
	}, [isAsked, lang]);
	const isOn = isAsked && !isRefused && ability === "available";
	useRecognition(isOn ? media.audio : null, lang, handle.sendNow, () => setAbility("unavailable"));
	const given = !isAsked ? "unasked" : isRefused ? "refused" : ability === "available" ? "on" : ability;
	const told = given === "on" || given === "unavailable" ? given : "off";
	const { tellCaptions } = handle;
	useEffect(() => tellCaptions(told), [told, tellCaptions]);
	return {
		given,
		refuse: () => setRefused(true),
		give: () => {
			setRefused(false);
			const kind = onDevice();
			if (ability !== "downloadable" || !kind) return;
			setAbility("downloading");
			void install(kind, lang).then((isThere) => setAbility(isThere ? "available" : "unavailable"));
		},
	};
}

function useRecognition(
	track: MediaStreamTrack | null,
	lang: string,
	sendNow: RoomHandle["sendNow"],
	failed: () => void,
): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: `failed` sets a state, whichever it is
	useEffect(() => {
		if (!track) return;
		let end: (() => void) | undefined;
		let gone = false;
		// Loaded when somebody asks for captions.
		import("./Recognizer").then(({ Recognizer }) => {
			const kind = onDevice();
			if (gone || !kind) return;
			const recognizer = new Recognizer(kind, lang, track, {
				say: (caption) => sendNow("caption.say", caption),
				failed,
			});
			end = () => recognizer.stop();
			recognizer.start();
		}, failed);
		return () => {
			gone = true;
			end?.();
		};
	}, [track, lang, sendNow]);
}
