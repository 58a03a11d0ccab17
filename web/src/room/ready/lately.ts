// Whether camera, microphone and speaker were checked lately in this browser, and are the same still.
import { type Media, type Sort, speakerOf } from "../media";

const KEY = "mockmate.checked";
const DAY = 86_400_000; // milliseconds
const LATELY = 14 * DAY;
const SORTS = ["audio", "video", "speaker"] as const;

type Choices = Media["choices"];
/** The ids of the devices that were in use; "" is none, or one that the browser gives no id. */
type InUse = Record<Sort, string>;

export interface Checked {
	/** As `Date.now()` counts. */
	at: number;
	/** Null if the check was skipped. */
	devices: InUse | null;
}

/** Whether there is nothing to check again, given the devices that are plugged in. Pure. */
export function isReady(
	checked: Checked | null,
	choices: Choices,
	devices: Pick<MediaDeviceInfo, "deviceId">[],
	now: number,
): boolean {
	if (!checked || now - checked.at > (checked.devices ? LATELY : DAY)) return false;
	const { devices: before } = checked;
	if (!before) return true;
	const plugged = new Set(devices.map(({ deviceId }) => deviceId).filter(Boolean));
	return SORTS.every((sort) => {
		const chosen = choices[`${sort}Device`];
		if (chosen && chosen !== before[sort]) return false;
		// Before they are allowed, browsers don't tell which devices there are.
		return !before[sort] || plugged.size === 0 || plugged.has(before[sort]);
	});
}

/** The devices in use, as they are to be found again. */
export function inUse(media: Media): InUse {
	const idOf = (track: MediaStreamTrack | null) => track?.getSettings().deviceId ?? "";
	return { audio: idOf(media.audio), video: idOf(media.video), speaker: speakerOf(media) };
}

export function readChecked(): Checked | null {
	try {
		const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
		return isChecked(read) ? read : null;
	} catch {
		return null;
	}
}

function isChecked(read: unknown): read is Checked {
	return typeof read === "object" && read !== null && "at" in read && typeof read.at === "number" && "devices" in read;
}

/** Remembers that devices were checked now, or with null, that they need not be for a day. */
export function rememberChecked(devices: InUse | null): void {
	try {
		localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), devices } satisfies Checked));
	} catch {
		// Full, or closed to pages: the user is asked again.
	}
}
