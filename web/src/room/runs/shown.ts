// Which runs are shown: those that both have of a question, and those of this page that only it has. Pure.
import type { Run } from "../../sockets/frames";
import { MOST_RUNS, type RoomState, runsOfQuestion } from "../state";
import type { Unshared } from "./sharing";
import { withResults } from "./testLines";
import type { LocalRun, Runner } from "./useRunner";

export interface ShownRun {
	id: string;
	userId: number | null;
	at: string;
	run: Run;
	isMine: boolean;
	isRunning: boolean;
	unshared?: Unshared | undefined;
}

/** Returns the runs of a question, oldest first. */
export function shownRuns(
	{ runs, interview: { peer } }: RoomState,
	question: number | null | undefined,
	{ state, last }: Runner,
	unshared: readonly Unshared[],
): ShownRun[] {
	const local = [...unshared, ...(last ? [last] : [])].filter((one) => one.of === (question ?? undefined));
	const here = new Map<string, LocalRun>(local.map((one) => [one.id, one]));
	const all = runsOfQuestion(runs, question).map((one): ShownRun => {
		const isMine = one.user_id !== peer.id;
		// What was cut before it was shared is whole here.
		const whole = isMine ? here.get(one.id) : undefined;
		if (whole) here.delete(one.id);
		const run = whole?.run ?? withResults(one);
		return { id: one.id, userId: one.user_id, at: one.at, run, isMine, isRunning: false };
	});
	for (const { id, at, run } of here.values()) {
		const isRunning = id === last?.id && state !== "idle";
		all.push({ id, userId: null, at, run, isMine: true, isRunning, unshared: unshared.find((one) => one.id === id) });
	}
	return all.slice(-MOST_RUNS);
}

/** Returns the run before this one by the same person, with which it can be compared. */
export function runBefore(all: readonly ShownRun[], one: ShownRun): ShownRun | undefined {
	const isAlike = (other: ShownRun) => other.isMine === one.isMine && !other.run.results === !one.run.results;
	return all.slice(0, all.indexOf(one)).findLast(isAlike);
}
