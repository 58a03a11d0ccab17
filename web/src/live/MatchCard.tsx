// The "You are matched" dialog: the peer, the reasons, the time left to begin, and the buttons to begin or to decline.
import { plural, t } from "@lingui/core/macro";
import { type ComponentType, type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { useMatchState } from "../api/match";
import type { Interview } from "../api/queries";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { list } from "../ui/locale";
import { nameOf } from "../ui/names";
import { Level, reliability, TYPES } from "../ui/words";
import { BeginButtons, Countdown } from "./BeginButtons";
import { DeclineDialog } from "./DeclineDialog";
import { useExitOf } from "./exit/useExit";
import { readiness } from "./readiness";
import { TakingPartChoice } from "./TakingPartChoice";
import { useTakingPart } from "./takingPart";
import { useTopicNames } from "./topics/topics";
import { WhatIsKept } from "./WhatIsKept";

/** What opens the device step. It is handed in, since the step is a part of the room. */
export type CheckDevices = ComponentType<{ kind: "quiet"; className: string; children: ReactNode }>;

export function MatchCard({ check }: { check: CheckDevices }) {
	const { data } = useMatchState();
	const [path] = useLocation();
	const interview = data?.interview;
	const exit = useExitOf(interview?.id);
	if (interview?.status !== "matched" || interview.i_started || exit) return null;
	// The room itself has the same buttons.
	if (path === `/room/${interview.id}`) return null;
	return <Card key={interview.id} interview={interview} check={check} />;
}

function Card({ interview, check: Check }: { interview: Interview; check: CheckDevices }) {
	const [{ writes }] = useTakingPart();
	const [isDeclining, setDeclining] = useState(false);
	const topics = useTopicNames(interview.topics);
	return (
		<Dialog title={t`You are matched`} onClose={() => undefined}>
			<div className="match-card">
				<Countdown interview={interview} />
				<Avatar person={interview.peer} large />
				<div className="stack" style={{ "--gap": "4px" } as React.CSSProperties}>
					<strong className="match-name">{nameOf(interview.peer)}</strong>
					<span className="muted">{reliability(interview.peer.reliability)}</span>
				</div>
			</div>
			<dl className="facts">
				<div>
					<dt>{t`Interview`}</dt>
					<dd>
						{TYPES[interview.interview_type]} · <Level of={interview.my_difficulty} />
					</dd>
				</div>
				<div>
					<dt>{t`Topics`}</dt>
					<dd>{topics ?? t`Any`}</dd>
				</div>
				<div>
					<dt>{t`You begin as`}</dt>
					<dd>
						{interview.role === "interviewer"
							? t`interviewer; you can swap at any time`
							: t`interviewee; you can swap at any time`}
					</dd>
				</div>
				<div>
					<dt>{t`Why you two`}</dt>
					<dd>{why(interview)}</dd>
				</div>
			</dl>
			<WhatIsKept />
			<p role="status" className={interview.peer_started ? undefined : "small muted"}>
				{interview.peer_started ? <strong>{readiness(interview)}</strong> : readiness(interview)}
			</p>
			<BeginButtons interview={interview}>
				<Button className="wide" onClick={() => setDeclining(true)}>{t`Decline`}</Button>
			</BeginButtons>
			{!writes && (
				<Check kind="quiet" className="wide">
					<div className="match-card">
						<Countdown interview={interview} />
						<div>
							<p>
								<strong>{t`You are matched with ${nameOf(interview.peer)}.`}</strong>
							</p>
							<p className="muted">{readiness(interview)}</p>
						</div>
					</div>
					<BeginButtons interview={interview} />
				</Check>
			)}
			<TakingPartChoice />
			<p className="small muted">{t`Camera and microphone are asked for in the room; you can take part without either.`}</p>
			{isDeclining && <DeclineDialog interview={interview} onClose={() => setDeclining(false)} />}
		</Dialog>
	);
}

export function why({ why, level_gap }: Interview): string {
	const waited = Math.round(why.waited_seconds);
	const parts = [
		why.same_level
			? t`same level`
			: plural(level_gap, {
					one: "# level apart, the nearest there was",
					other: "# levels apart, the nearest there was",
				}),
		waited < 5
			? t`found at once`
			: waited < 90
				? t`you waited ${waited} s`
				: t`you waited ${Math.round(waited / 60)} min`,
		why.invited ? t`by invitation` : why.met_before ? t`you have met before` : t`you haven’t met before`,
	];
	return list(parts);
}
