// Device names that people recognize, made from the user agent. Pure.

import { t } from "@lingui/core/macro";

/** "Chrome on Linux". */
export function device(agent: string | null): string {
	const found = (pairs: readonly (readonly [RegExp, string])[]) =>
		pairs.find(([pattern]) => pattern.test(agent ?? ""))?.[1];
	const browser = found([
		[/Edg\//, "Edge"],
		[/Firefox\//, "Firefox"],
		[/Chrom(e|ium)\//, "Chrome"],
		[/Safari\//, "Safari"],
	]);
	const system = found([
		[/Android/, "Android"],
		[/iPhone|iPad/, "iOS"],
		[/Windows/, "Windows"],
		[/Mac OS/, "macOS"],
		[/Linux/, "Linux"],
	]);
	if (browser && system) return t`${browser} on ${system}`;
	return agent ? agent.slice(0, 40) : t`Unknown device`;
}
