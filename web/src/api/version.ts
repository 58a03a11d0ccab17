// The version of the API that this client was written for, as in shared/core/version.py, and how versions compare. Pure.

export const VERSION = "0.2.0";

/** Returns whether a version is older than another; both are three numbers. */
export function isOlder(version: string, other: string): boolean {
	const [mine, theirs] = [version, other].map((one) => one.split(".").map(Number)) as [number[], number[]];
	const place = mine.findIndex((part, index) => part !== theirs[index]);
	return place >= 0 && (mine[place] ?? 0) < (theirs[place] ?? 0);
}
