// What a test of the network found, before it is put into words.

/** How a server is reached. */
export type Way = "udp" | "tcp" | "tls";

/** "refused": it answers, but doesn't accept the credentials. */
export type Answer = "works" | "refused" | "silent";

export interface Findings {
	/** Whether the outside answers over UDP, so that direct connections can be made; null if no server tells. */
	direct: Exclude<Answer, "refused"> | null;
	/** Whether the router shows another address to each server, which most direct connections fail on. */
	isStrict: boolean;
	/** What the relays answer, by way; those that the site doesn't have are left out. */
	relay: Partial<Record<Way, Answer>>;
	/** Whether a call through the relay was heard; null if none was tried. */
	call: boolean | null;
}

export const NOTHING: Findings = { direct: null, isStrict: false, relay: {}, call: null };
