// The ladder of pictures: how large, how often and with how many bits they are sent, by what the line carries. Pure.
//
// Browsers fit what they encode to the line by themselves. The ladder keeps them from taking all of it, so that no queue
// builds up in which the sound waits, and ends the picture where it would be of no use.
import type { Slot } from "../lines";
import type { LineSample } from "./lineSample";

export type Limits = Pick<
	RTCRtpEncodingParameters,
	"maxBitrate" | "maxFramerate" | "scaleResolutionDownBy" | "priority" | "networkPriority"
>;

interface Rung {
	/** In bit/s, of all that is sent: below that, this rung is too high. */
	needs: number;
	camera: Limits;
	/** Text has to stay sharp: a screen is never made smaller, it moves more rarely. */
	screen: Limits;
}

export const RUNGS: readonly Rung[] = [
	{ needs: 500_000, camera: picture(1_200_000, 30, 1), screen: picture(1_500_000, 15, 1) },
	{ needs: 260_000, camera: picture(500_000, 24, 1.5), screen: picture(800_000, 10, 1) },
	{ needs: 150_000, camera: picture(220_000, 15, 2), screen: picture(400_000, 6, 1) },
	{ needs: 60_000, camera: picture(90_000, 10, 3), screen: picture(150_000, 3, 1) },
	// No camera is sent.
	{ needs: 0, camera: picture(90_000, 10, 3), screen: picture(80_000, 2, 1) },
];
export const SOUND_ALONE = RUNGS.length - 1;
/** Beside a screen the camera's picture is small. */
const BESIDE_SCREEN = 2;
const SOUND: Limits = { priority: "high", networkPriority: "high" };

function picture(maxBitrate: number, maxFramerate: number, scaleResolutionDownBy: number): Limits {
	return { maxBitrate, maxFramerate, scaleResolutionDownBy, priority: "low", networkPriority: "low" };
}

/** Returns what each line of the call may take. */
export function limitsAt(rung: number, hasScreen: boolean): Record<Slot, Limits> {
	const at = (index: number) => RUNGS[index] as Rung;
	const { camera } = at(hasScreen ? Math.max(rung, BESIDE_SCREEN) : rung);
	const { screen } = at(rung);
	return {
		audio: SOUND,
		video: camera,
		screen: { ...screen, priority: "medium", networkPriority: "medium" },
		screenAudio: SOUND,
	};
}

export interface Ladder {
	rung: number;
	/** So many samples in a row were bad. */
	bad: number;
	/** So many samples were good, and none was bad, since the last step. */
	good: number;
	/** So many good samples have to come before the next step up. */
	wait: number;
	/** The samples since the last step up; null once that has held. */
	sinceUp: number | null;
}

/** Samples, which come every two seconds. */
export const BAD_ENOUGH = 2;
export const BAD_ENOUGH_FOR_SOUND_ALONE = 3;
export const WAIT = 4;
/** A line that was tried in vain is tried more and more rarely. */
export const LONGEST_WAIT = 32;
const HELD = 8;
/** After a step up, browsers try the line before they trust it. */
const SETTLES = 3;

export const START: Ladder = { rung: 0, bad: 0, good: 0, wait: WAIT, sinceUp: null };

const MUCH_LOSS = 0.1;
const LITTLE_LOSS = 0.05;
const LONG = 1.2; // seconds: longer than any way is, so a queue has built up
const SHORT = 0.9;
/** Whoever sends this share of what the line is thought to carry, fills it. Less than that says nothing of the line. */
const FULL = 0.7;

export type Verdict = "bad" | "fair" | "good";

export function judge(sample: LineSample, rung: number, isSettling = false): Verdict {
	const { loss, roundTrip } = sample;
	if ((isShortOf(rung, sample) && !isSettling) || (loss ?? 0) > MUCH_LOSS || (roundTrip ?? 0) > LONG) return "bad";
	const isQuiet = (loss ?? 0) <= LITTLE_LOSS && (roundTrip ?? 0) <= SHORT;
	return isQuiet && !isShortOf(Math.max(0, rung - 1), sample) ? "good" : "fair";
}

/** Whether the line is full, and carries less than a rung needs. */
function isShortOf(rung: number, { available, sent }: LineSample): boolean {
	return available !== null && sent >= FULL * available && available < (RUNGS[rung] as Rung).needs;
}

/** Returns the ladder after one more sample: down soon, up one rung at a time and late. */
export function afterSample(ladder: Ladder, sample: LineSample): Ladder {
	const verdict = judge(sample, ladder.rung, ladder.sinceUp !== null && ladder.sinceUp < SETTLES);
	const sinceUp = ladder.sinceUp === null ? null : ladder.sinceUp + 1;
	const isHeld = sinceUp !== null && sinceUp >= HELD;
	const next: Ladder = {
		rung: ladder.rung,
		bad: verdict === "bad" ? ladder.bad + 1 : 0,
		good: verdict === "bad" ? 0 : ladder.good + Number(verdict === "good"),
		sinceUp: isHeld ? null : sinceUp,
		wait: isHeld ? WAIT : ladder.wait,
	};
	const lower = lowerRung(ladder.rung, sample);
	if (next.bad >= (lower === SOUND_ALONE ? BAD_ENOUGH_FOR_SOUND_ALONE : BAD_ENOUGH) && ladder.rung < SOUND_ALONE) {
		const wait = next.sinceUp === null ? next.wait : Math.min(LONGEST_WAIT, 2 * next.wait);
		return { rung: lower, bad: 0, good: 0, wait, sinceUp: null };
	}
	if (next.good >= next.wait && ladder.rung > 0) return { ...next, rung: ladder.rung - 1, good: 0, sinceUp: 0 };
	return next;
}

/** The first rung below for which the line is thought to be enough; the picture ends only where the smallest was too much. */
function lowerRung(rung: number, sample: LineSample): number {
	const enough = RUNGS.findIndex((_, index) => !isShortOf(index, sample));
	return Math.min(SOUND_ALONE, Math.max(rung + 1, Math.min(enough, SOUND_ALONE - 1)));
}
