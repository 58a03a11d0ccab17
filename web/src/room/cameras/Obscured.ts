// A picture in which nobody is recognized: a few hundred dots are left of it, so that nothing can be sharpened back.
const DOTS = { width: 24, height: 18 };
const SIZE = { width: 320, height: 240 };
const PER_SECOND = 5;

export class Obscured {
	private readonly video = document.createElement("video");
	private readonly dots = Object.assign(document.createElement("canvas"), DOTS);
	private readonly canvas = Object.assign(document.createElement("canvas"), SIZE);
	private readonly timer: ReturnType<typeof setInterval>;
	readonly track: MediaStreamTrack;

	constructor(source: MediaStreamTrack) {
		this.video.muted = true;
		this.video.playsInline = true;
		this.video.srcObject = new MediaStream([source]);
		this.video.play().catch(() => undefined);
		this.draw();
		this.track = this.canvas.captureStream(PER_SECOND).getVideoTracks()[0] as MediaStreamTrack;
		this.timer = setInterval(() => this.draw(), 1_000 / PER_SECOND);
	}

	close(): void {
		clearInterval(this.timer);
		this.video.srcObject = null;
		this.track.stop();
	}

	private draw(): void {
		const [few, many] = [this.dots.getContext("2d"), this.canvas.getContext("2d")];
		if (!few || !many) return;
		// Averages rather than samples, which a face that moves would give away one by one.
		few.imageSmoothingQuality = "high";
		if (this.video.videoWidth > 0) few.drawImage(this.video, 0, 0, DOTS.width, DOTS.height);
		many.drawImage(this.dots, 0, 0, SIZE.width, SIZE.height);
	}
}
