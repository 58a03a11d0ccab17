// The whiteboard at one moment of the replay, all of it.
import { t } from "@lingui/core/macro";
import { BoardList } from "../../room/board/BoardList";
import { inWords } from "../../room/board/describing";
import type { Mark } from "../../room/board/marks";
import { Picture } from "../../room/board/Picture";
import { firstSeen } from "../../room/board/useScreen";

export function BoardFrame({ marks }: { marks: readonly Mark[] }) {
	const seen = firstSeen(marks);
	return (
		<section className="replay-board" aria-label={t`The whiteboard at this moment`}>
			{marks.length === 0 && <p className="muted replay-nothing">{t`Nothing is drawn yet.`}</p>}
			<div className="board-surface">
				<svg viewBox={`${seen.x} ${seen.y} ${seen.w} ${seen.h}`} role="img" aria-label={inWords(marks)}>
					<Picture marks={marks} seen={seen} />
				</svg>
			</div>
			<BoardList marks={marks} />
		</section>
	);
}
