// What a test of the network found, in plain words: what it means for a call, and what to do. Pure.
import { t } from "@lingui/core/macro";
import type { Answer, Findings, Way } from "./findings";

export interface NetworkWords {
	tone: "good" | "warn" | "bad" | "plain";
	title: string;
	text: string;
}

/** A reason why nothing could be tested; "failed" is that the servers' names did not come. */
export type Untested = "unsupported" | "zego" | "failed";

export function networkWords(found: Findings | Untested): NetworkWords {
	if (typeof found === "string") return untestedWords(found);
	const relays = Object.values(found.relay);
	if (found.direct === null && relays.length === 0) return noServersWords();
	if (found.relay.udp === "works" || found.relay.tcp === "works" || found.relay.tls === "works") {
		return found.call === false ? brokenRelayWords(found) : relayWords(found);
	}
	if (found.direct === "works") return directWords(found);
	return relays.includes("refused") ? refusedWords() : nothingWords();
}

/** A relay works. */
function relayWords({ direct, isStrict, relay }: Findings): NetworkWords {
	if (direct === "works" && !isStrict) {
		return {
			tone: "good",
			title: t`Calls work from here.`,
			text: t`They go directly, and through this site’s relay if your partner’s network needs it.`,
		};
	}
	if (relay.udp === "works") {
		return {
			tone: "good",
			title: t`Calls work from here through this site’s relay.`,
			text: t`Your network lets few direct connections through. You have nothing to do; sound and picture may come a little later.`,
		};
	}
	return {
		tone: "warn",
		title: t`Calls work from here, but only over TCP.`,
		text:
			direct === "silent"
				? t`This network seems to block UDP, so sound and picture may stutter. Another network or a phone’s hotspot is better, and so is turning off a VPN. If it stutters in the interview, turn your camera off: sound needs much less.`
				: t`Sound and picture may stutter that way. If they do in the interview, turn your camera off: sound needs much less.`,
	};
}

function directWords({ isStrict, relay }: Findings): NetworkWords {
	if (isStrict) {
		return {
			tone: "warn",
			title: t`People may not see or hear each other from here.`,
			text: t`Your network lets few direct connections through, and no relay helps. Try another network or a phone’s hotspot, or turn off a VPN. Chat and the editor work anyway.`,
		};
	}
	if (Object.keys(relay).length === 0) {
		return {
			tone: "good",
			title: t`Direct calls work from here.`,
			text: t`This site has no relay: if your partner’s network allows no direct call, chat and the editor work anyway.`,
		};
	}
	return {
		tone: "warn",
		title: t`Direct calls work from here, but this site’s relay doesn’t.`,
		text: Object.values(relay).includes("refused")
			? t`With most partners that is enough; please tell the people who run this site that its relay refuses. Chat and the editor work anyway.`
			: t`With most partners that is enough. If you can’t see each other, chat and the editor work anyway.`,
	};
}

/** The relay accepts us, but carries nothing. */
function brokenRelayWords({ direct, isStrict }: Findings): NetworkWords {
	if (direct === "works" && !isStrict) return directWords({ direct, isStrict, relay: { udp: "silent" }, call: false });
	return {
		tone: "bad",
		title: t`People may not see or hear each other from here.`,
		text: t`This site’s relay answers, but no call passes through it. Try another network or a phone’s hotspot; if that doesn’t help, tell the people who run this site. Chat and the editor work anyway.`,
	};
}

function refusedWords(): NetworkWords {
	return {
		tone: "bad",
		title: t`This site’s relay refused the test.`,
		text: t`That is no fault of your network or your devices: please tell the people who run this site. Until then, people may not see or hear each other. Chat and the editor work anyway.`,
	};
}

function nothingWords(): NetworkWords {
	return {
		tone: "bad",
		title: t`No call gets through from here: people may not see or hear each other.`,
		text: t`Either this network blocks calls, or this site’s servers for calls are down. Try another network or a phone’s hotspot, or turn off a VPN. You can take part without: chat and the editor work anyway.`,
	};
}

function noServersWords(): NetworkWords {
	return {
		tone: "plain",
		title: t`There is nothing to test the network with.`,
		text: t`This site names no servers for calls, so only direct ones are possible, for instance within one network. Chat and the editor work anyway.`,
	};
}

function untestedWords(why: Untested): NetworkWords {
	const titles: Record<Untested, string> = {
		unsupported: t`This browser makes no video calls.`,
		zego: t`Calls are carried by ZEGOCLOUD here.`,
		failed: t`The network could not be tested.`,
	};
	const texts: Record<Untested, string> = {
		unsupported: t`Use a current Firefox, Chrome, Edge or Safari for them. Chat and the editor work anyway.`,
		zego: t`It finds its own way through networks, so there is nothing to test.`,
		failed: t`The connection to this site was probably interrupted. Test again in a moment.`,
	};
	return { tone: why === "zego" ? "plain" : "warn", title: titles[why], text: texts[why] };
}

const WAYS: Record<Way, string> = {
	udp: t`Relay over UDP`,
	tcp: t`Relay over TCP`,
	tls: t`Relay over TLS`,
};
const ANSWERS: Record<Answer, string> = {
	works: t`works`,
	refused: t`refuses`,
	silent: t`doesn’t answer`,
};

/** Each thing that was tried and what came of it, for somebody who has to find out why. */
export function networkFacts({ direct, relay, call }: Findings): [what: string, answer: string][] {
	const facts: [string, string][] = direct ? [[t`Direct, over UDP`, ANSWERS[direct]]] : [];
	for (const way of ["udp", "tcp", "tls"] as const) {
		const answer = relay[way];
		if (answer) facts.push([WAYS[way], ANSWERS[answer]]);
	}
	if (call !== null) facts.push([t`A call through the relay`, call ? t`works` : t`is not heard`]);
	return facts;
}
