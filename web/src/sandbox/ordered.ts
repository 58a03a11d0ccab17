// Tells results in the order of the cases, in whatever order they come.
import type { CaseResult } from "./protocol";

export class Ordered<Result extends CaseResult = CaseResult> {
	private readonly held = new Map<number, Result>();
	private next = 0;
	/** Whether all that have come have passed, or were skipped. */
	allPassed = true;

	constructor(private readonly tell: (result: Result) => void) {}

	/** How many have been told. */
	get told(): number {
		return this.next;
	}

	put(place: number, result: Result): void {
		if (!result.passed && !result.skipped) this.allPassed = false;
		this.held.set(place, result);
		for (let one = this.held.get(this.next); one; one = this.held.get(this.next)) {
			this.held.delete(this.next);
			this.next += 1;
			this.tell(one);
		}
	}
}
