// Records the call on this machine: both pictures side by side, and both voices. Nothing of it is sent anywhere.
import { type Person, Picture } from "./picture";

const KINDS = ["video/mp4;codecs=avc1.42E01F,mp4a.40.2", "video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
const EVERY = 2_000; // milliseconds of each part
const RATES = { videoBitsPerSecond: 1_000_000, audioBitsPerSecond: 96_000 };
/** Of memory, where browsers keep it until it is saved: an hour takes about 500 MB. */
export const MOST_BYTES = 800 * 1024 * 1024;

export interface Recorded {
	blob: Blob;
	/** The file's name ends with it. */
	ending: "mp4" | "webm";
}

export interface Side extends Person {
	audio: MediaStreamTrack | null;
}

export type Sides = readonly [me: Side, peer: Side];

/** The container that this browser can write; null if it can't record. */
export function kindOfFile(canWrite = canRecord): string | null {
	return KINDS.find(canWrite) ?? null;
}

function canRecord(kind: string): boolean {
	return "MediaRecorder" in globalThis && MediaRecorder.isTypeSupported(kind);
}

export class CallRecorder {
	private readonly picture: Picture;
	private readonly sound = new AudioContext();
	private readonly mixed = this.sound.createMediaStreamDestination();
	private readonly sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();
	private readonly recorder: MediaRecorder;
	private readonly parts: Blob[] = [];
	private bytes = 0;

	/** Begins. Raises NotSupportedError where the browser can't. `full` is called when no more may be kept. */
	constructor(sides: Sides, full: () => void, most = MOST_BYTES) {
		const mimeType = kindOfFile();
		if (!mimeType) throw new DOMException("", "NotSupportedError");
		this.picture = new Picture(sides);
		this.mix(sides);
		const tracks = [...this.picture.stream.getTracks(), ...this.mixed.stream.getTracks()];
		this.recorder = new MediaRecorder(new MediaStream(tracks), { mimeType, ...RATES });
		let isFull = false;
		this.recorder.ondataavailable = ({ data }) => {
			if (data.size > 0) this.parts.push(data);
			this.bytes += data.size;
			if (this.bytes <= most || isFull) return;
			isFull = true;
			full();
		};
		this.recorder.start(EVERY);
		void this.sound.resume().catch(() => undefined);
	}

	/** Goes on with other tracks: of a camera that was turned on, or of another connection. */
	show(sides: Sides): void {
		this.picture.show(sides);
		this.mix(sides);
	}

	setPaused(isPaused: boolean): void {
		if (isPaused && this.recorder.state === "recording") this.recorder.pause();
		else if (!isPaused && this.recorder.state === "paused") this.recorder.resume();
	}

	/** Ends it, and returns what there is of it; null if there is nothing. */
	async stop(): Promise<Recorded | null> {
		if (this.recorder.state !== "inactive") {
			const ended = new Promise((done) => {
				this.recorder.onstop = done;
			});
			this.recorder.stop();
			await ended;
		}
		this.picture.close();
		await this.sound.close().catch(() => undefined);
		if (this.bytes === 0) return null;
		const type = this.recorder.mimeType.split(";")[0] || "video/webm";
		return { blob: new Blob(this.parts, { type }), ending: type.endsWith("mp4") ? "mp4" : "webm" };
	}

	private mix(sides: Sides): void {
		const tracks = new Set(sides.flatMap(({ audio }) => audio ?? []));
		for (const [track, source] of this.sources) {
			if (tracks.has(track)) continue;
			source.disconnect();
			this.sources.delete(track);
		}
		for (const track of tracks) {
			if (this.sources.has(track)) continue;
			const source = this.sound.createMediaStreamSource(new MediaStream([track]));
			source.connect(this.mixed);
			this.sources.set(track, source);
		}
	}
}
