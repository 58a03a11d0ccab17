import { expect, test } from "vitest";
import {
	afterSample,
	BAD_ENOUGH,
	BAD_ENOUGH_FOR_SOUND_ALONE,
	judge,
	type Ladder,
	LONGEST_WAIT,
	limitsAt,
	RUNGS,
	SOUND_ALONE,
	START,
	WAIT,
} from "./ladder";
import type { LineSample } from "./lineSample";

const good: LineSample = { loss: 0, roundTrip: 0.05, available: 2_000_000, sent: 600_000 };
/** A line that carries so much, and is full. */
const full = (available: number): LineSample => ({ ...good, available, sent: 0.9 * available });
const lossy: LineSample = { ...good, loss: 0.25 };
const fair: LineSample = { ...good, loss: 0.08 };
const after = (ladder: Ladder, sample: LineSample, times: number) =>
	Array.from({ length: times }).reduce<Ladder>((before) => afterSample(before, sample), ladder);
const at = (rung: number): Ladder => ({ ...START, rung });

test("a good line stays at the top, and a moment's trouble is none", () => {
	expect(after(START, good, 50).rung).toBe(0);
	expect(after(after(START, lossy, BAD_ENOUGH - 1), good, 1).rung).toBe(0);
	expect(after(after(after(START, lossy, BAD_ENOUGH - 1), good, 1), lossy, BAD_ENOUGH - 1).rung).toBe(0);
});

test.each([
	[400_000, 1],
	[200_000, 2],
	[120_000, 3],
])("a line that is full at %s bit/s steps down at once to the rung that it carries", (available, rung) => {
	const down = after(START, full(available), BAD_ENOUGH);
	expect(down.rung).toBe(rung);
	expect(after(down, full(available), 50).rung).toBe(rung);
});

test("a line that carries no picture sends the smallest first, and sound alone if that is too much for longer", () => {
	const smallest = after(START, full(50_000), BAD_ENOUGH);
	expect(smallest.rung).toBe(SOUND_ALONE - 1);
	expect(after(smallest, full(50_000), BAD_ENOUGH_FOR_SOUND_ALONE - 1).rung).toBe(SOUND_ALONE - 1);
	expect(after(smallest, full(50_000), BAD_ENOUGH_FOR_SOUND_ALONE).rung).toBe(SOUND_ALONE);
	expect(after(START, lossy, 100).rung).toBe(SOUND_ALONE);
	expect(after(START, { ...good, roundTrip: 2 }, 100).rung).toBe(SOUND_ALONE);
});

test("what a browser thinks of the line right after a step up is no reason to step down, loss is one", () => {
	const up = after(at(3), good, WAIT);
	expect(up.rung).toBe(2);
	const doubted = after(up, full(100_000), 3);
	expect(doubted.rung).toBe(2);
	expect(after(doubted, full(100_000), BAD_ENOUGH).rung).toBe(3);
	expect(after(up, lossy, BAD_ENOUGH).rung).toBe(3);
});

test.each<[string, Partial<LineSample>, string]>([
	["nothing is known", { loss: null, roundTrip: null, available: null }, "good"],
	["little is lost", { loss: 0.03 }, "good"],
	["more is lost", { loss: 0.08 }, "fair"],
	["much is lost", { loss: 0.15 }, "bad"],
	["a far line is not a bad one", { roundTrip: 0.6 }, "good"],
	["a queue has built up", { roundTrip: 1.5 }, "bad"],
	["a little is sent, of which the browser has made its guess", { available: 100_000, sent: 50_000 }, "good"],
	["all is sent that the line carries", { available: 100_000, sent: 90_000 }, "bad"],
])("%s: %j is %s", (_, part, verdict) => {
	expect(judge({ ...good, ...part }, 0)).toBe(verdict);
});

test("a line that is full goes no higher than it carries", () => {
	expect(judge(full(200_000), 2)).toBe("fair");
	expect(judge(full(300_000), 2)).toBe("good");
});

test("it climbs a rung at a time, and late; what is neither good nor bad leaves it where it is", () => {
	expect(after(at(2), good, WAIT - 1).rung).toBe(2);
	expect(after(at(2), good, WAIT).rung).toBe(1);
	expect(after(at(2), fair, 100).rung).toBe(2);
	expect(after(at(SOUND_ALONE), good, WAIT).rung).toBe(SOUND_ALONE - 1);
	expect(after(at(SOUND_ALONE), good, 200).rung).toBe(0);
});

test("what was tried in vain is tried more and more rarely, and as soon as before once it has held", () => {
	let ladder = at(SOUND_ALONE);
	const waits: number[] = [];
	for (let round = 0; round < 8; round += 1) {
		let samples = 0;
		for (; ladder.rung === SOUND_ALONE; samples += 1) ladder = afterSample(ladder, good);
		waits.push(samples);
		while (ladder.rung < SOUND_ALONE) ladder = afterSample(ladder, lossy);
	}
	expect(waits.slice(0, 3)).toEqual([WAIT, 2 * WAIT, 4 * WAIT]);
	expect(Math.max(...waits)).toBe(LONGEST_WAIT);
	expect(after(ladder, good, LONGEST_WAIT + 50).wait).toBe(WAIT);
});

test("each rung asks for less than the one above", () => {
	for (const [index, rung] of RUNGS.slice(1).entries()) {
		const above = RUNGS[index] as (typeof RUNGS)[number];
		expect(rung.needs).toBeLessThan(above.needs);
		expect(rung.screen.maxBitrate).toBeLessThan(above.screen.maxBitrate as number);
	}
	expect(RUNGS[SOUND_ALONE]?.needs).toBe(0);
});

test("sound comes first, a screen stays sharp, and beside it the camera is small", () => {
	expect(limitsAt(0, false).video.scaleResolutionDownBy).toBe(1);
	expect(limitsAt(0, true).video.scaleResolutionDownBy).toBe(2);
	expect(limitsAt(3, true).video.scaleResolutionDownBy).toBe(3);
	for (const rung of RUNGS.keys()) {
		const { audio, video, screen } = limitsAt(rung, true);
		expect([audio.priority, screen.priority, video.priority]).toEqual(["high", "medium", "low"]);
		expect(screen.scaleResolutionDownBy).toBe(1);
		expect(audio.maxBitrate).toBeUndefined();
	}
});
