// What all workers that format have in common: they get code, and tell what changes make it formatted.
import { changesBetween } from "./changes";
import { type FormatAnswer, type FormatRequest, Unformatted } from "./protocol";

/** Returns the formatted code; throws Unformatted where the code has an error. */
export type Formatter = (request: FormatRequest) => Promise<string>;

/** Makes this worker format. Call it once, at the module's end. */
export function serve(format: Formatter): void {
	addEventListener("message", async ({ data }: MessageEvent<FormatRequest>) => {
		postMessage(await answer(data, format));
	});
	postMessage({ type: "ready" });
}

async function answer(request: FormatRequest, format: Formatter): Promise<FormatAnswer> {
	const { id, code } = request;
	try {
		return { type: "formatted", id, changes: changesBetween(code, await format(request)) };
	} catch (error) {
		const line = error instanceof Unformatted ? error.line : null;
		return { type: "unformatted", id, line, message: error instanceof Error ? error.message : String(error) };
	}
}
