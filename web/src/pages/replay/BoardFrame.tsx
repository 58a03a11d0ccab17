// The whiteboard at one moment of the replay.
import { t } from "@lingui/core/macro";
import type { Mark } from "../../room/board/marks";
import { inWords, Picture, VIEW } from "../../room/board/Picture";

export function BoardFrame({ marks }: { marks: readonly Mark[] }) {
	return (
		<section className="replay-board" aria-label={t`The whiteboard at this moment`}>
			{marks.length === 0 && <p className="muted replay-nothing">{t`Nothing is drawn yet.`}</p>}
			<div className="board-surface">
				<svg {...VIEW} role="img" aria-label={inWords(marks)}>
					<Picture marks={marks} />
				</svg>
			</div>
		</section>
	);
}
