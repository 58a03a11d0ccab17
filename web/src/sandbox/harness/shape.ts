// Lists or maps by their depth, for languages whose empty lists look like empty maps.
import type { Type } from "./types";

/** Such as `lm` for a list of maps. */
export function shapeOf(type: Type): string {
	if (type.kind === "list") return `l${shapeOf(type.of)}`;
	return type.kind === "map" ? `m${shapeOf(type.of)}` : "";
}
