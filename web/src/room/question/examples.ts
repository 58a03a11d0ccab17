// Examples of a question: lines of a block of code such as "solve([1], 2)  ->  3". Pure.

export interface Example {
	call: string;
	result: string;
}

const LINE = /^([\w.]+\(.*?\))\s+->\s+(\S.*)$/;

/** Returns the examples that a block of code lists; null if it is anything else. */
export function examplesIn(code: string): Example[] | null {
	const examples: Example[] = [];
	for (const line of code.split("\n").filter((one) => one.trim())) {
		const [, call, result] = LINE.exec(line.trim()) ?? [];
		if (!call || !result) return null;
		examples.push({ call, result });
	}
	return examples.length > 0 ? examples : null;
}

const LOOK_FOR = /\n\s*Look for:\s*([\s\S]+)$/i;

/** Takes a hint apart from what the interviewer looks for once it is given. */
export function hintParts(hint: string): { hint: string; lookFor: string | null } {
	const found = LOOK_FOR.exec(hint);
	return found ? { hint: hint.slice(0, found.index).trimEnd(), lookFor: found[1]!.trim() } : { hint, lookFor: null };
}

const COMPLEXITY = /^(?:\*\*)?Complexity:(?:\*\*)?\s*(.+)$/m;

/** Takes a solution apart from what it says of its time and memory. */
export function solutionParts(solution: string): { text: string; complexity: string | null } {
	const complexity = COMPLEXITY.exec(solution)?.[1]?.trim() ?? null;
	return { text: complexity ? solution.replace(COMPLEXITY, "").replace(/\n{3,}/g, "\n\n") : solution, complexity };
}
