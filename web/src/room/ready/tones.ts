// Three tones for a test of a speaker. They come from an element, since browsers let only elements choose where they sound.

const NOTES = [523, 659, 784]; // Hz
const EACH = 0.35; // seconds
const LOUDNESS = 0.3;

/** Plays them through `element`, at the speaker of this id; "" is the system's own. Returns how to end it. */
export function playTones(element: HTMLAudioElement, speaker: string): () => void {
	const context = new AudioContext();
	const output = context.createMediaStreamDestination();
	element.srcObject = output.stream;
	const moved = element.sinkId === undefined ? undefined : element.setSinkId(speaker);
	// Where it can't be chosen, or is gone, the sound comes from the system's own.
	void Promise.resolve(moved)
		.catch(() => undefined)
		.then(() => element.play())
		.then(() => sound(context, output))
		.catch(() => undefined);
	return () => {
		element.srcObject = null;
		void context.close().catch(() => undefined);
	};
}

function sound(context: AudioContext, output: AudioNode): void {
	NOTES.forEach((frequency, index) => {
		const tone = new OscillatorNode(context, { frequency });
		const volume = new GainNode(context, { gain: 0 });
		const [start, end] = [index, index + 1].map((count) => context.currentTime + 0.1 + count * EACH) as [
			number,
			number,
		];
		// Without a slope, each would begin and end with a click.
		volume.gain.setTargetAtTime(LOUDNESS, start, 0.01);
		volume.gain.setTargetAtTime(0, end - 0.08, 0.02);
		tone.connect(volume).connect(output);
		tone.start(start);
		tone.stop(end);
	});
}
