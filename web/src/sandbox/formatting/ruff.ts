// Formats Python by Ruff.
import start, { type Diagnostic, PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-web";
import { Unformatted } from "./protocol";
import { serve } from "./serve";

let started: Promise<unknown> | null = null;

serve(async ({ code, unit, wasm }) => {
	if (!wasm && !started) throw new Error("Ruff has not been loaded.");
	started ??= start({ module_or_path: wasm as ArrayBuffer });
	await started;
	const [style, width] = unit === "\t" ? ["tab", 4] : ["space", unit.length];
	const workspace = new Workspace({ "indent-width": width, format: { "indent-style": style } }, PositionEncoding.Utf16);
	try {
		return workspace.format(code);
	} catch (error) {
		const found = (workspace.check(code) as Diagnostic[]).find(({ code: rule }) => !rule || rule === "invalid-syntax");
		throw new Unformatted(found?.message ?? String(error), found?.start_location.row ?? null);
	} finally {
		workspace.free();
	}
});
