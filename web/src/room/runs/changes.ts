// What is different between a run and the one before it. Pure.
import { simpleDiffArray } from "lib0/diff";
import type { Run } from "../../sockets/frames";

export interface Changes {
	/** Numbers of the question's cases, from 1. */
	nowPass: number[];
	nowFail: number[];
	/** Lines of the output that are gone, and those in their place. */
	gone: string[];
	come: string[];
}

/** Compares two runs of one person. */
export function changesSince(before: Run, now: Run): Changes {
	const outcomes = new Map((before.results ?? []).filter((one) => !one.own).map((one) => [one.index, one.passed]));
	const turned = (passed: boolean) =>
		(now.results ?? [])
			.filter((one) => !one.own && one.passed === passed && outcomes.get(one.index) === !passed)
			.map((one) => one.index + 1);
	const [old, fresh] = [linesOf(before), linesOf(now)];
	const { index, remove, insert } = simpleDiffArray(old, fresh);
	return { nowPass: turned(true), nowFail: turned(false), gone: old.slice(index, index + remove), come: insert };
}

function linesOf({ stdout, stderr }: Run): string[] {
	const text = [stdout, stderr].map((one) => (one ?? "").trimEnd()).filter(Boolean);
	return text.flatMap((one) => one.split("\n"));
}
