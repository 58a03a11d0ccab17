// The whiteboard at one moment of the replay, all of it.
import { t } from "@lingui/core/macro";
import type { Mark } from "../../room/board/marks";
import { WholeBoard } from "../../room/board/WholeBoard";

export function BoardFrame({ marks }: { marks: readonly Mark[] }) {
	return (
		<section className="replay-board" aria-label={t`The whiteboard at this moment`}>
			{marks.length === 0 && <p className="muted replay-nothing">{t`Nothing is drawn yet.`}</p>}
			<WholeBoard marks={marks} />
		</section>
	);
}
