// Formats in the sandbox, whose policy allows what formatters are made of. Loaded when somebody formats for the first
// time; the frame stays for the next.
import wasmUrl from "@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm?url";
import { t } from "@lingui/core/macro";
import type { FormatAnswer, FormatRequest } from "../../../sandbox/formatting/protocol";
import { type Frame, open, post } from "../../runs/frame";

let frame: Frame | null = null;
let hasRuff = false;

/** Returns what would format the code. Throws where the formatter can't be loaded. */
export async function changesOf(request: Omit<FormatRequest, "type" | "id" | "wasm">): Promise<FormatAnswer> {
	const needsRuff = request.language === "python" && !hasRuff;
	const wasm = needsRuff ? await loadRuff() : undefined;
	frame ??= open(t`Where code is formatted`);
	const used = frame;
	await used.ready;
	const id = crypto.randomUUID();
	const answer = new Promise<FormatAnswer>((resolve) => {
		const onAnswer = ({ source, data }: MessageEvent<FormatAnswer>) => {
			if (source !== used.element.contentWindow || data.id !== id) return;
			removeEventListener("message", onAnswer);
			resolve(data);
		};
		addEventListener("message", onAnswer);
	});
	post(used, { type: "format", id, wasm, ...request }, wasm && [wasm]);
	hasRuff ||= needsRuff;
	return answer;
}

/** The page loads it for the frame, which keeps no file. */
async function loadRuff(): Promise<ArrayBuffer> {
	const response = await fetch(wasmUrl);
	if (!response.ok) throw new Error(`${response.status}`);
	return response.arrayBuffer();
}
