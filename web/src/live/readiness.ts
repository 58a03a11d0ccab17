// Who is ready to begin a matched interview, in words. Pure.
import { t } from "@lingui/core/macro";
import type { Interview } from "../api/queries";
import { nameOf } from "../ui/names";

export function readiness({ i_started, peer_started, peer }: Interview): string {
	const name = nameOf(peer);
	if (i_started) return t`You are ready. It starts as soon as ${name} is.`;
	return peer_started ? t`${name} is ready and waits for you.` : t`It starts once both of you are ready.`;
}
