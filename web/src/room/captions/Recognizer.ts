// Turns what is said into a microphone into captions, on the device, line by line until it is stopped.
import type { Caption } from "./captionLines";
import type { OnDevice, Recognition } from "./recognition";

const EVERY = 400; // milliseconds between two states of a line that is still said
const REST = 300; // before it begins again
const SHORT = 1_000; // so soon it ends only where something is wrong
const MOST_RESTS = 5; // in a row
const LONGEST = 500;
/** After these it would fail again. */
const FOR_GOOD = new Set(["not-allowed", "service-not-allowed", "language-not-supported", "audio-capture"]);

interface Said {
	say(caption: Caption): void;
	failed(): void;
}

export class Recognizer {
	private recognition: Recognition | null = null;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private isStopped = false;
	private session = 0;
	private rests = 0;
	private readonly saidAt = new Map<string, number>();

	constructor(
		private readonly kind: OnDevice,
		private readonly lang: string,
		private readonly track: MediaStreamTrack,
		private readonly to: Said,
		private readonly now: () => number = () => performance.now(),
	) {}

	start(): void {
		const recognition = new this.kind();
		recognition.lang = this.lang;
		recognition.continuous = true;
		recognition.interimResults = true;
		recognition.processLocally = true;
		// A browser that doesn't take it might send sound elsewhere.
		if (recognition.processLocally !== true) {
			this.fail();
			return;
		}
		this.session += 1;
		const name = `${Date.now().toString(36)}-${this.session}`;
		const begun = this.now();
		recognition.onresult = ({ resultIndex, results }) => {
			for (let index = resultIndex; index < results.length; index++) {
				const result = results[index];
				if (result) this.tell(`${name}-${index}`, result[0]?.transcript ?? "", result.isFinal);
			}
		};
		recognition.onerror = ({ error }) => FOR_GOOD.has(error) && this.fail();
		recognition.onend = () => this.again(this.now() - begun < SHORT);
		this.recognition = recognition;
		try {
			recognition.start(this.track);
		} catch {
			this.fail();
		}
	}

	stop(): void {
		this.isStopped = true;
		clearTimeout(this.timer);
		const { recognition } = this;
		this.recognition = null;
		if (!recognition) return;
		recognition.onresult = recognition.onend = recognition.onerror = null;
		recognition.abort();
	}

	private tell(line: string, transcript: string, final: boolean): void {
		const text = transcript
			.replace(/\p{Cc}+/gu, " ")
			.trim()
			.slice(-LONGEST);
		const now = this.now();
		const last = this.saidAt.get(line) ?? Number.NEGATIVE_INFINITY;
		if (!text || (!final && now - last < EVERY)) return;
		this.saidAt.set(line, now);
		if (final) this.saidAt.delete(line);
		this.to.say({ line, text, final });
	}

	/** Browsers end it now and then, for example after silence. */
	private again(isSoon: boolean): void {
		if (this.isStopped) return;
		this.rests = isSoon ? this.rests + 1 : 1;
		if (this.rests > MOST_RESTS) this.fail();
		else this.timer = setTimeout(() => this.start(), REST * this.rests);
	}

	private fail(): void {
		if (this.isStopped) return;
		this.stop();
		this.to.failed();
	}
}
