import { expect, test } from "vitest";
import { after, type Consent, type Happening, type Outcome } from "./consent";

const IDLE: Consent = { phase: "idle" };

/** Two people whose steps reach each other in order, unless the line between them is cut. */
class Two {
	consents: [Consent, Consent] = [IDLE, IDLE];
	outcomes: [Outcome[], Outcome[]] = [[], []];
	isCut = false;

	happens(who: 0 | 1, event: Happening): this {
		const { consent, send, outcome } = after(this.consents[who], event);
		this.consents[who] = consent;
		if (outcome) this.outcomes[who].push(outcome);
		if (send && !this.isCut) this.happens(who === 0 ? 1 : 0, { type: "peer", id: send.recording, step: send.step });
		return this;
	}

	get phases(): string[] {
		return this.consents.map((one) => ("isPaused" in one && one.isPaused ? "paused" : one.phase));
	}
}

const asked = () => new Two().happens(0, { type: "ask", id: "r" });
const agreed = () => asked().happens(1, { type: "answer", agrees: true });

test("nothing is recorded before the other agrees, and both know of it from then on", () => {
	expect(asked().phases).toEqual(["asking", "asked"]);
	expect(agreed().phases).toEqual(["recording", "recorded"]);
});

test("a no, or none within a minute, ends the question at both", () => {
	const refused = asked().happens(1, { type: "answer", agrees: false });
	expect([refused.phases, refused.outcomes]).toEqual([
		["idle", "idle"],
		[["refused"], []],
	]);
	const late = asked().happens(0, { type: "unanswered" });
	expect(late.phases).toEqual(["idle", "idle"]);
	// A yes to what is no longer asked begins nothing.
	expect(late.happens(1, { type: "answer", agrees: true }).phases).toEqual(["idle", "idle"]);
});

test.each([0, 1] as const)("person %d can end it at any moment, for both", (who) => {
	const over = agreed().happens(who, { type: "stop" });
	expect(over.phases).toEqual(["idle", "idle"]);
	expect(over.outcomes[who === 0 ? 1 : 0]).toEqual(["stopped by the peer"]);
	expect(asked().happens(who, who ? { type: "answer", agrees: false } : { type: "stop" }).phases).toEqual([
		"idle",
		"idle",
	]);
});

test("while the line is cut it waits, and goes on once the other still agrees", () => {
	const cut = agreed().happens(0, { type: "lost" });
	expect(cut.phases).toEqual(["paused", "recorded"]);
	expect(cut.happens(0, { type: "back" }).phases).toEqual(["recording", "recorded"]);
	// Either side may be the one that was away.
	expect(agreed().happens(0, { type: "lost" }).happens(1, { type: "back" }).phases).toEqual(["recording", "recorded"]);
});

test("who withdraws while the line is cut is not recorded when it is back", () => {
	const two = agreed().happens(0, { type: "lost" });
	two.isCut = true;
	two.happens(1, { type: "stop" });
	two.isCut = false;
	expect(two.phases).toEqual(["paused", "idle"]);
	expect(two.happens(0, { type: "back" }).phases).toEqual(["idle", "idle"]);
});

test.each([0, 1] as const)("a page of %d that is loaded again knows of no consent, so it ends", (who) => {
	const two = agreed();
	two.consents[who] = IDLE;
	two.happens(who === 0 ? 1 : 0, { type: "back" });
	expect(two.phases).toEqual(["idle", "idle"]);
});

test.each([0, 1] as const)("it ends when %d sees that the other is gone", (who) => {
	const two = agreed().happens(who, { type: "gone" });
	expect([two.consents[who], two.outcomes[who]]).toEqual([IDLE, ["gone"]]);
	expect(after(IDLE, { type: "gone" })).toEqual({ consent: IDLE });
});

test("if both ask at once each is told no, and may ask again", () => {
	const told = after({ phase: "asking", id: "a" }, { type: "peer", id: "b", step: "ask" });
	expect(told).toEqual({ consent: { phase: "asking", id: "a" }, send: { recording: "b", step: "refuse" } });
	const { consent } = after(told.consent, { type: "peer", id: "a", step: "refuse" });
	expect(after(consent, { type: "ask", id: "c" }).send).toEqual({ recording: "c", step: "ask" });
});

test.each(["agree", "begin"] as const)(
	"%s of a recording that nobody here has heard of is answered by its end",
	(step) => {
		expect(after(IDLE, { type: "peer", id: "x", step })).toEqual({
			consent: IDLE,
			send: { recording: "x", step: "stop" },
		});
		const { consent } = after({ phase: "asking", id: "r" }, { type: "peer", id: "x", step });
		expect(consent).toEqual({ phase: "asking", id: "r" });
	},
);

test.each(["agree", "refuse", "begin"] as const)("the one who is asked can't be overridden by %s", (step) => {
	const state: Consent = { phase: "asked", id: "r" };
	expect(after(state, { type: "peer", id: "r", step }).consent).toEqual(state);
});
