// What a test of the network against this site's STUN and TURN servers found, and what to do.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { api, ok } from "../../api/client";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { iceServersOf } from "../iceServers";
import type { Findings } from "./findings";
import { testNetwork } from "./network";
import { networkFacts, networkWords, type Untested } from "./networkWords";

export function NetworkCheck() {
	const [attempt, setAttempt] = useState(0);
	const [found, setFound] = useState<Findings | Untested | null>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each attempt tests again
	useEffect(() => {
		const control = new AbortController();
		setFound(null);
		void test(control.signal).then((result) => !control.signal.aborted && setFound(result));
		return () => control.abort();
	}, [attempt]);
	const words = found && networkWords(found);
	return (
		<section className="ready-network" aria-label={t`Network`}>
			<div role="status" aria-busy={!found}>
				{words ? (
					<Notice tone={words.tone}>
						<strong>{words.title}</strong> {words.text}
					</Notice>
				) : (
					<Notice>{t`Testing the network … this takes a few seconds.`}</Notice>
				)}
			</div>
			<div className="spread">
				{found && typeof found !== "string" ? <Facts found={found} /> : <span />}
				<Button
					kind="quiet"
					className="small-button"
					busy={!found}
					onClick={() => setAttempt((count) => count + 1)}
				>{t`Test the network again`}</Button>
			</div>
		</section>
	);
}

async function test(signal: AbortSignal): Promise<Findings | Untested> {
	if (!("RTCPeerConnection" in window)) return "unsupported";
	try {
		const { provider, ice_servers } = await ok(api.GET("/match/ice-servers"));
		if (provider === "zego") return "zego";
		return await testNetwork(iceServersOf({ video: { provider, ice_servers, polite: false } }), signal);
	} catch {
		return "failed";
	}
}

function Facts({ found }: { found: Findings }) {
	const facts = networkFacts(found);
	if (facts.length === 0) return <span />;
	return (
		<details className="small">
			<summary>{t`What was tested`}</summary>
			<ul>
				{facts.map(([what, answer]) => (
					<li key={what}>
						{what}: {answer}
					</li>
				))}
			</ul>
		</details>
	);
}
