// How loud a track is: whether somebody speaks into it, and the level of one's own microphone.
import { useEffect, useState } from "react";

/** Milliseconds. It divides no half second, so that a regular sound, like a beep, can't fall between all looks. */
const EVERY = 90;
/** From here on it counts as speech, by the root of the mean square; a quiet room has a tenth of it. */
const SPEECH = 0.02;
/** Somebody who draws breath still speaks. Milliseconds. */
const BREATH = 800;

let context: AudioContext | undefined;

/** Calls back with the loudness of a track, from 0 to 1, some ten times a second. Returns how to end it. */
export function listen(track: MediaStreamTrack, heard: (level: number) => void): () => void {
	context ??= new AudioContext();
	const sound = context;
	const source = sound.createMediaStreamSource(new MediaStream([track]));
	const analyser = new AnalyserNode(sound, { fftSize: 1024 });
	source.connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		// Without a press on the page it may not run yet.
		if (sound.state === "suspended") void sound.resume().catch(() => undefined);
		analyser.getFloatTimeDomainData(samples);
		heard(Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
	}, EVERY);
	return () => {
		clearInterval(timer);
		source.disconnect();
	};
}

/** Whether somebody speaks, given the loudness over time; `at` is in milliseconds. Pure, but for what it remembers. */
export class Speech {
	private until = 0;
	private loud = 0;

	hear(level: number, at: number): boolean {
		// A click is no speech: it takes two in a row.
		this.loud = level >= SPEECH ? this.loud + 1 : 0;
		if (this.loud >= 2) this.until = at + BREATH;
		return at < this.until;
	}
}

/** Says whether somebody speaks into a track. */
export function useSpeaking(track: MediaStreamTrack | null): boolean {
	const [isSpeaking, setSpeaking] = useState(false);
	useEffect(() => {
		setSpeaking(false);
		if (!track || typeof AudioContext === "undefined") return;
		const speech = new Speech();
		return listen(track, (level) => setSpeaking(speech.hear(level, performance.now())));
	}, [track]);
	return isSpeaking;
}
