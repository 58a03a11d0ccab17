import { expect, test } from "vitest";
import { type Findings, NOTHING } from "./findings";
import { networkFacts, networkWords, type Untested } from "./networkWords";

const found = (more: Partial<Findings>): Findings => ({ ...NOTHING, ...more });

test.each<[Partial<Findings> | Untested, string, string]>([
	[{ direct: "works", relay: { udp: "works", tcp: "works" }, call: true }, "good", "Calls work from here."],
	[{ direct: "works", relay: { tcp: "works" }, call: true }, "good", "Calls work from here."],
	[{ direct: "works" }, "good", "Direct calls work from here."],
	[
		{ direct: "works", relay: { udp: "silent" } },
		"warn",
		"Direct calls work from here, but this site’s relay doesn’t.",
	],
	[
		{ direct: "works", relay: { udp: "refused" } },
		"warn",
		"Direct calls work from here, but this site’s relay doesn’t.",
	],
	[
		{ direct: "works", relay: { udp: "works" }, call: false },
		"warn",
		"Direct calls work from here, but this site’s relay doesn’t.",
	],
	[
		{ direct: "works", isStrict: true, relay: { udp: "works" }, call: true },
		"good",
		"Calls work from here through this site’s relay.",
	],
	[{ direct: "works", isStrict: true }, "warn", "People may not see or hear each other from here."],
	[
		{ direct: "silent", relay: { udp: "works" }, call: true },
		"good",
		"Calls work from here through this site’s relay.",
	],
	[
		{ direct: "silent", relay: { udp: "silent", tcp: "works" }, call: true },
		"warn",
		"Calls work from here, but only over TCP.",
	],
	[{ relay: { tcp: "works" }, call: true }, "warn", "Calls work from here, but only over TCP."],
	[{ relay: { tls: "works" }, call: true }, "warn", "Calls work from here, but only over TCP."],
	[
		{ direct: "silent", relay: { tcp: "works" }, call: false },
		"bad",
		"People may not see or hear each other from here.",
	],
	[{ direct: "silent", relay: { udp: "refused" } }, "bad", "This site’s relay refused the test."],
	[{ relay: { tcp: "silent", tls: "refused" } }, "bad", "This site’s relay refused the test."],
	[
		{ direct: "silent", relay: { udp: "silent" } },
		"bad",
		"No call gets through from here: people may not see or hear each other.",
	],
	[{ direct: "silent" }, "bad", "No call gets through from here: people may not see or hear each other."],
	[{}, "plain", "There is nothing to test the network with."],
	["zego", "plain", "Calls are carried by ZEGOCLOUD here."],
	["unsupported", "warn", "This browser makes no video calls."],
	["failed", "warn", "The network could not be tested."],
])("%j is said as %s: %s", (findings, tone, title) => {
	const words = networkWords(typeof findings === "string" ? findings : found(findings));
	expect([words.tone, words.title]).toEqual([tone, title]);
});

test("whoever may not be seen is told what to do, and that chat and editor are left", () => {
	for (const relay of [{ udp: "silent" }, { udp: "refused" }, { udp: "works" }] as const) {
		const { text } = networkWords(found({ direct: "silent", relay, call: false }));
		expect(text).toMatch(/Try another network|tell the people who run this site/);
		expect(text).toMatch(/hat and the editor work anyway\./);
	}
});

test("what was tried is listed by way, and nothing that was not", () => {
	expect(networkFacts(NOTHING)).toEqual([]);
	expect(networkFacts(found({ direct: "silent", relay: { tls: "refused", udp: "works" }, call: true }))).toEqual([
		["Direct, over UDP", "doesn’t answer"],
		["Relay over UDP", "works"],
		["Relay over TLS", "refuses"],
		["A call through the relay", "works"],
	]);
});
