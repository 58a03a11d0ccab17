// Whoever waits for a partner goes on waiting while they practice alone: this page keeps their place, and says so.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Link } from "wouter";
import { isThere, useMatchState } from "../../api/match";
import { Connection, OwnStream } from "../../live/Live";
import { lastWaitWords } from "../../live/lastWait";
import { ToTheRoom } from "../../live/ToTheRoom";
import { Notice } from "../../ui/Notice";
import { inLocalTime } from "../../ui/time";
import { Expectation } from "../waiting/Expectation";
import { Reunion } from "../waiting/Reunion";
import { useWait } from "../waiting/useWait";

export function SoloWait() {
	const { data } = useMatchState();
	const [hasWaited, setWaited] = useState(false);
	// From here on, also to say how the wait ended.
	if (!hasWaited && data && isThere(data)) setWaited(true);
	return hasWaited ? <Wait /> : <OwnStream />;
}

function Wait() {
	const { line, tryNow, state, refusal } = useWait(null);
	if (state && !isThere(state)) {
		const [title, text] = state.last_wait ? lastWaitWords(state.last_wait) : [t`You are no longer waiting`, ""];
		return (
			<>
				<OwnStream />
				<div role="status">
					<Notice action={<Link href="/waiting" className="button">{t`Waiting room`}</Link>}>
						<strong>{title}.</strong> {inLocalTime(text)}
					</Notice>
				</div>
			</>
		);
	}
	if (state?.interview) return <ToTheRoom interview={state.interview} />;
	return (
		<>
			<Connection state={line} tryNow={tryNow} />
			{refusal && <OwnStream />}
			<Notice tone="accent" action={<Link href="/waiting" className="button">{t`Waiting room`}</Link>}>
				<strong>{t`Looking for a partner`}</strong>{" "}
				<span aria-live="polite">{state && <Expectation state={state} />}</span>
				<div className="small">
					{t`This page keeps your place. A match interrupts you here, and what you wrote stays in this browser.`}
				</div>
				<div className="stack solo-again">
					<Reunion offer={state?.reunion} />
				</div>
			</Notice>
		</>
	);
}
