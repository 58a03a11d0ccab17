// Shows the peer what was run here. A run that doesn't get there can be shared again.
import { useCallback, useState } from "react";
import { CommandRefused } from "../../sockets/socket";
import type { RoomHandle } from "../useRoom";
import { withTestLines } from "./testLines";
import { trimRun } from "./trimRun";
import type { LocalRun } from "./useRunner";

export interface Unshared extends LocalRun {
	/** Why the peer doesn't have it, in words. */
	why: string;
}

export interface Sharing {
	unshared: readonly Unshared[];
	share(run: LocalRun): void;
}

export function useSharing(send: RoomHandle["send"]): Sharing {
	const [unshared, setUnshared] = useState<readonly Unshared[]>([]);
	const share = useCallback(
		(local: LocalRun) => {
			setUnshared((before) => before.filter((one) => one.id !== local.id));
			const run = trimRun({ ...local.run, question_id: local.of ?? null });
			send("run.share", run, local.id)
				.catch((error) => {
					// A server of before, during a rollout, doesn't know all fields; it took nothing, so the id is free.
					if (error instanceof CommandRefused && error.data.code === "invalid") {
						return send("run.share", trimRun(withTestLines(run)), local.id);
					}
					throw error;
				})
				.catch((error: Error) => setUnshared((before) => [...before, { ...local, why: error.message }]));
		},
		[send],
	);
	return { unshared, share };
}
