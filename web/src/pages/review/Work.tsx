// What the feedback is about, beside the form: question, code, runs, and notes. Each is loaded once somebody opens it.
import { t } from "@lingui/core/macro";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Link } from "wouter";
import type { OwnInterview } from "../../api/queries";
import { notesOf } from "../../room/notesStorage";
import { Broken } from "../../ui/Broken";
import { nameOf } from "../../ui/names";
import { Loading } from "../../ui/Page";
import { PastRuns } from "../history/PastRuns";
import type { Turn } from "./asks";

const WorkQuestion = lazy(() => import("./WorkQuestion"));
const WorkCode = lazy(() => import("./WorkCode"));

/** As in review.css: the form has room for something beside it. */
const WIDE = "(min-width: 1000px)";

interface Props {
	interview: OwnInterview;
	turns: readonly Turn[];
	notes: string;
}

export function Work({ interview, turns, notes }: Props) {
	const name = nameOf(interview.peer);
	const [isWide] = useState(() => matchMedia(WIDE).matches);
	const ofPeer = turns.find((one) => !one.of_me)?.question;
	const ofMe = turns.find((one) => one.of_me)?.question;
	const written = notesOf(interview.id, notes);
	return (
		<aside className="review-work" aria-label={t`The interview`}>
			{ofPeer && (
				<Part title={t`What ${name} was asked: ${ofPeer.title}`} isOpen={isWide}>
					<WorkQuestion question={ofPeer} isInterviewer />
				</Part>
			)}
			{ofMe && (
				<Part title={t`What ${name} asked you: ${ofMe.title}`} isOpen={isWide && !ofPeer}>
					<WorkQuestion question={ofMe} isInterviewer={false} />
				</Part>
			)}
			<Part title={t`The code at the end`}>
				<WorkCode interview={interview} />
			</Part>
			<PastRuns interview={interview} />
			{written.text && (
				<Part title={t`Your notes`}>
					<p className="own-notes">{written.text}</p>
					{!written.isSaved && <p className="small muted">{t`They couldn’t be saved and are only in this browser.`}</p>}
				</Part>
			)}
			<p className="small">
				<Link href={`/replay/${interview.id}`}>{t`Replay, with the whiteboard and the chat`}</Link>
			</p>
		</aside>
	);
}

function Part({ title, isOpen = false, children }: { title: string; isOpen?: boolean; children: ReactNode }) {
	// Once open, it stays, with its place in the text.
	const [wasOpen, setWasOpen] = useState(isOpen);
	return (
		<details open={isOpen} onToggle={(event) => event.currentTarget.open && setWasOpen(true)}>
			<summary>{title}</summary>
			{wasOpen && (
				<Broken>
					<Suspense fallback={<Loading height={80} />}>
						<div className="stack review-part">{children}</div>
					</Suspense>
				</Broken>
			)}
		</details>
	);
}
