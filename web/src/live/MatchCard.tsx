// The "You are matched" dialog: the peer, the reasons, the time left to begin, and the buttons to begin or to decline.
import { plural, t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api, ok, once } from "../api/client";
import { useMatchState } from "../api/match";
import type { Interview } from "../api/queries";
import { Button } from "../ui/Button";
import { Dialog, focusFirst } from "../ui/Dialog";
import { Failure } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Ring } from "../ui/Ring";
import { countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import { WhatIsKept } from "../ui/WhatIsKept";
import { Level, reliability, TYPES } from "../ui/words";
import { DeclineDialog } from "./DeclineDialog";
import { MoreTime } from "./MoreTime";
import { readiness } from "./readiness";
import { TakingPartChoice } from "./TakingPartChoice";

export function MatchCard() {
	const { data } = useMatchState();
	const [path] = useLocation();
	const interview = data?.interview;
	if (interview?.status !== "matched" || interview.i_started) return null;
	// The room itself has the same buttons.
	if (path === `/room/${interview.id}`) return null;
	return <Card key={interview.id} interview={interview} />;
}

function Card({ interview }: { interview: Interview }) {
	const [, navigate] = useLocation();
	const client = useQueryClient();
	const [isDeclining, setDeclining] = useState(false);
	const ready = useMutation({
		mutationFn: () =>
			ok(api.POST("/interview/start", { body: { interview_id: interview.id }, params: { header: once() } })),
		onSuccess: () => navigate(`/room/${interview.id}`),
		onSettled: () => client.invalidateQueries({ queryKey: ["match"] }),
	});
	return (
		<Dialog title={t`You are matched`} onClose={() => undefined}>
			<div className="match-card">
				<Countdown interview={interview} />
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
			<Failure error={ready.error} />
			<p role="status" className={interview.peer_started ? undefined : "small muted"}>
				{interview.peer_started ? <strong>{readiness(interview)}</strong> : readiness(interview)}
			</p>
			<Button
				kind="primary"
				className="large wide"
				// Not the link above it.
				ref={focusFirst}
				busy={ready.isPending}
				onClick={() => ready.mutate()}
			>{t`I’m ready`}</Button>
			<Button className="wide" onClick={() => setDeclining(true)}>{t`Decline`}</Button>
			<MoreTime id={interview.id} />
			<TakingPartChoice />
			<p className="small muted">{t`Camera and microphone are asked for in the room; you can take part without either.`}</p>
			{isDeclining && <DeclineDialog interview={interview} onClose={() => setDeclining(false)} />}
		</Dialog>
	);
}

function Countdown({ interview }: { interview: Interview }) {
	const now = useNow(500);
	const left = (Date.parse(interview.start_by) - now) / 1000;
	const whole = (Date.parse(interview.start_by) - Date.parse(interview.matched_at)) / 1000;
	return (
		<Ring fraction={left / whole} label={t`${countdown(left)} left to begin`}>
			{countdown(left)}
		</Ring>
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
		why.met_before ? t`you have met before` : t`you haven’t met before`,
	];
	return parts.join(", ");
}
