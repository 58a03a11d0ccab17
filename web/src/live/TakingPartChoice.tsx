// The choice to take part in writing, and to read what the other says: on the way into an interview and in the room.
import { t } from "@lingui/core/macro";
import { useId } from "react";
import { useTakingPart, withWriting } from "./takingPart";
import "../styles/taking-part.css";

export function TakingPartChoice() {
	const [{ writes, captions }, change] = useTakingPart();
	const about = useId();
	return (
		<div className="taking-part">
			<label className="check">
				<input
					type="checkbox"
					checked={writes}
					aria-describedby={about}
					onChange={() => change(withWriting(!writes))}
				/>
				{t`Take part in writing`}
			</label>
			<p id={about} className="small muted">
				{t`For people who can’t hear or speak, or would rather write. Camera and microphone stay off, the chat is large, and the other is told so. Your choice is kept for the next time.`}
			</p>
			<label className="check">
				<input type="checkbox" checked={captions} onChange={() => change({ captions: !captions })} />
				{t`Show captions of what the other says`}
			</label>
		</div>
	);
}

/** The same, on a card of the waiting room. */
export function TakingPartCard() {
	return (
		<section className="card stack">
			<h2>{t`How you take part`}</h2>
			<TakingPartChoice />
		</section>
	);
}
