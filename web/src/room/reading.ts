// Reads over REST what doesn't fit into the frames of the room: older chat and runs, long notes and questions.
import { api, ok, type Schemas } from "../api/client";
import type { RoomSnapshot } from "../sockets/frames";
import { openPads } from "./desk/pads";
import { MOST_RUNS, type RoomState, runsOfQuestion, withOlderChat, withOlderRuns } from "./state";

type RunPage = Schemas["RunPage"];

/** The room of a page: its interview, what is shown of it now, and how to show something else. */
export interface RoomView {
	id: string;
	latest(): RoomState | null;
	show(room: RoomState): void;
}

const PAGE = 100;
const AT_ONCE = 1_000; // lines; older ones are read when somebody asks for them
const MOST_PAGES = 5; // of runs, to find those of the earlier question

/** Returns a function that reads older chat, page by page: one page at least, and more while little is shown. */
export function readOlderChat({ id, latest, show }: RoomView): () => Promise<void> {
	let isReading = false;
	return async () => {
		if (isReading) return;
		isReading = true;
		let cursor = latest()?.olderChat;
		while (cursor) {
			const params = { path: { interview_id: id }, query: { limit: PAGE, cursor } };
			const page = await ok(api.GET("/interview/{interview_id}/chat", { params })).catch(() => null);
			const room = latest();
			if (!page || !room) break;
			const next = withOlderChat(room, page, cursor);
			show(next);
			cursor = next.chat.length < AT_ONCE ? next.olderChat : null;
		}
		isReading = false;
	};
}

/** Reads what a snapshot has left out: notes, the end of a question, and older runs as far as they are shown. */
export async function readWhatIsMissing(view: RoomView, snapshot: RoomSnapshot): Promise<void> {
	const room = view.latest();
	if (!room) return;
	if (room.interview.notes === null || room.interview.question?.truncated) void refreshInterview(view);
	let cursor: string | null | undefined = snapshot.runs_before;
	for (let pages = 0; cursor && pages < MOST_PAGES && lacksRuns(view.latest()); pages += 1) {
		const query: { limit: number; cursor: string } = { limit: MOST_RUNS, cursor };
		const params = { path: { interview_id: view.id }, query };
		const page: RunPage | null = await ok(api.GET("/interview/{interview_id}/runs", { params })).catch(() => null);
		const latest = view.latest();
		if (page && latest) view.show(withOlderRuns(latest, page.items));
		cursor = page?.next_cursor;
	}
}

/** Whether there may be older runs of a question that are shown. */
function lacksRuns(room: RoomState | null): boolean {
	if (!room) return false;
	const asked = [room.interview.question?.id, ...openPads(room.interview).map((one) => one.question_id)];
	return asked.some((id) => id != null && runsOfQuestion(room.runs, id).length < MOST_RUNS);
}

/** Reads the interview with the question as this role may see it. */
export async function refreshInterview(view: RoomView): Promise<void> {
	const before = view.latest()?.interview;
	const params = { path: { interview_id: view.id } };
	const answer = await ok(api.GET("/interview/{interview_id}", { params })).catch(() => null);
	const room = view.latest();
	if (!answer || !room) return;
	// What came meanwhile, such as a swap of the roles, may be newer than the answer.
	if (room.interview !== before) await refreshInterview(view);
	else view.show({ ...room, interview: { ...room.interview, ...answer } });
}
