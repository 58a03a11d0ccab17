// What the parts of the section about security are given.
import type { Schemas } from "../../../api/client";

export interface Part {
	keys: Schemas["KeysOut"];
	/** Reads again what has changed, and shows recovery codes if new ones came. */
	changed(codes?: string[]): Promise<void>;
}
