// Practicing alone: a question, a timer, an editor, and a recording of oneself; while waiting for a partner, or without.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { api, ok } from "../api/client";
import { is } from "../api/problems";
import { useSession } from "../api/queries";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { Begin } from "./solo/Begin";
import { forgetCode, NOTHING, useKept } from "./solo/kept";
import { SoloWait } from "./solo/SoloWait";
import { Turn } from "./solo/Turn";
import "../styles/solo.css";

export default function Solo() {
	const userId = useSession()?.userId ?? null;
	return (
		<Page title={t`Practice alone`} wide>
			<div className="stack wide-gap">
				<SoloWait key={userId} />
				<Mine key={`mine ${userId}`} userId={userId} />
			</div>
		</Page>
	);
}

function Mine({ userId }: { userId: number | null }) {
	const [kept, change] = useKept();
	const latest = useRef(kept);
	latest.current = kept;
	// Somebody else may have practiced in this browser.
	const turnId = kept.userId === userId ? kept.turnId : null;
	const { data, error, refetch } = useQuery({
		enabled: turnId !== null,
		queryKey: ["solo", turnId],
		queryFn: () => ok(api.GET("/solo/turns/{solo_turn_id}", { params: { path: { solo_turn_id: turnId ?? 0 } } })),
		staleTime: Number.POSITIVE_INFINITY,
	});
	const begin = (next: number | null) => {
		forgetCode();
		change({ ...NOTHING, userId, turnId: next });
	};
	if (turnId === null || is(error, "not_found")) return <Begin onBegun={begin} />;
	if (!data) return error ? <Failure error={error} again={() => void refetch()} /> : <Loading height={420} />;
	return (
		<Turn
			key={data.id}
			turn={data}
			kept={kept}
			// What comes late, such as the time of a turn that is finished, is of no use to the next one.
			onChange={(changes) => latest.current.turnId === data.id && change(changes)}
			onFinish={() => begin(null)}
		/>
	);
}
