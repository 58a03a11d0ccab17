// Parts of the client that come late, and that a page can do without for a while: colors of code, words to complete.

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** Loads something, and tries again while the line is broken, in milliseconds that double from one second to thirty. */
export async function insist<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
	for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
		try {
			return await load();
		} catch {
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
	}
}
