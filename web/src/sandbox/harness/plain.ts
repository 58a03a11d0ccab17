// Test cases as harnesses have them.
import type { Tests } from "../protocol";

/** A case as harnesses have it: every value is written out. */
export interface PlainCase {
	args: readonly unknown[];
	/** Undefined if an error is expected. */
	expected: unknown;
	isError: boolean;
	isOpen: boolean;
}
export interface PlainTests extends Omit<Tests, "cases"> {
	cases: readonly PlainCase[];
}
