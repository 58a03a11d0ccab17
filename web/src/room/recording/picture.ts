// The picture of a recording: both people side by side, as they are at each moment. It is drawn on a canvas of its own.
const WIDTH = 640; // of each
const HEIGHT = 360;
const PER_SECOND = 15;

export interface Person {
	name: string;
	video: MediaStreamTrack | null;
}

export class Picture {
	private readonly canvas = document.createElement("canvas");
	private readonly videos = [document.createElement("video"), document.createElement("video")] as const;
	private readonly timer: ReturnType<typeof setInterval>;
	private people: readonly [Person, Person];
	readonly stream: MediaStream;

	constructor(people: readonly [Person, Person]) {
		this.canvas.width = 2 * WIDTH;
		this.canvas.height = HEIGHT;
		this.people = people;
		this.show(people);
		this.draw();
		this.stream = this.canvas.captureStream(PER_SECOND);
		this.timer = setInterval(() => this.draw(), 1_000 / PER_SECOND);
	}

	show(people: readonly [Person, Person]): void {
		this.people = people;
		for (const [index, video] of this.videos.entries()) {
			const track = people[index as 0 | 1].video;
			const [shown] = (video.srcObject as MediaStream | null)?.getTracks() ?? [];
			if ((shown ?? null) === track) continue;
			video.muted = true;
			video.srcObject = track && new MediaStream([track]);
			if (track) video.play().catch(() => undefined);
		}
	}

	close(): void {
		clearInterval(this.timer);
		for (const video of this.videos) video.srcObject = null;
		for (const track of this.stream.getTracks()) track.stop();
	}

	private draw(): void {
		const context = this.canvas.getContext("2d");
		if (!context) return;
		context.fillStyle = "#14161f";
		context.fillRect(0, 0, 2 * WIDTH, HEIGHT);
		context.fillStyle = "#fff";
		context.textAlign = "center";
		context.textBaseline = "middle";
		for (const [index, video] of this.videos.entries()) {
			const { name, video: track } = this.people[index as 0 | 1];
			const middle = (index + 0.5) * WIDTH;
			if (track && video.videoWidth > 0) {
				const scale = Math.min(WIDTH / video.videoWidth, HEIGHT / video.videoHeight);
				const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
				context.drawImage(video, middle - width / 2, (HEIGHT - height) / 2, width, height);
			}
			context.font = track ? "20px system-ui" : "40px system-ui";
			context.fillText(name, middle, track ? HEIGHT - 20 : HEIGHT / 2, WIDTH - 40);
		}
	}
}
