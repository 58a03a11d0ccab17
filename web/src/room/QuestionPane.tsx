// The question: its prompt for the interviewee; hints, follow-ups and solution too for the interviewer.
import { Level, nameOf } from "../ui/words";
import { Markdown } from "./Markdown";
import type { RoomState } from "./state";

export function QuestionPane({ room }: { room: RoomState }) {
	const { question, role, peer, status } = room.interview;
	return (
		<section className="pane question-pane" aria-labelledby="question-title">
			{question ? (
				<>
					<div className="pane-head">
						<h2 id="question-title">{question.title}</h2>
						<span className="muted small">
							<Level of={question.difficulty} />
						</span>
					</div>
					<p className="small muted">
						{role === "interviewer" ? `You ask ${nameOf(peer)} this.` : `${nameOf(peer)} asks you this. Think aloud.`}
					</p>
					<Markdown text={question.prompt} />
					<More title="Hints" items={question.hints} />
					<More title="Follow-up questions" items={question.follow_ups} />
					{question.solution && (
						<details>
							<summary>Solution</summary>
							<Markdown text={question.solution} />
						</details>
					)}
				</>
			) : (
				<>
					<h2 id="question-title">Question</h2>
					<p className="muted">
						{status === "live"
							? "Your question is coming."
							: "The question comes when you have both said that you are ready."}
					</p>
				</>
			)}
			<Notes id={room.interview.id} />
		</section>
	);
}

/** One after the other: a hint given too early can't be taken back. */
function More({ title, items }: { title: string; items: readonly string[] | null | undefined }) {
	if (!items || items.length === 0) return null;
	return (
		<div className="stack" style={{ "--gap": "4px" } as React.CSSProperties}>
			{items.map((text, index) => (
				<details key={text}>
					<summary>
						{title.replace(/s$/, "")} {index + 1} of {items.length}
					</summary>
					<Markdown text={text} />
				</details>
			))}
		</div>
	);
}

function Notes({ id }: { id: string }) {
	const key = `mockmate.notes.${id}`;
	return (
		<div className="field notes">
			<label htmlFor="notes">Your notes</label>
			<textarea
				id="notes"
				className="input"
				rows={3}
				maxLength={20_000}
				defaultValue={localStorage.getItem(key) ?? ""}
				onChange={(event) => localStorage.setItem(key, event.target.value)}
				aria-describedby="notes-hint"
			/>
			<span className="small muted" id="notes-hint">
				Kept in this browser; only you see them. You find them again when you write feedback.
			</span>
		</div>
	);
}
