import { expect, test } from "vitest";
import { type AudioOnly, isOn, merged, switched, VIDEO } from "./audioOnly";

const tells = ({ switches }: AudioOnly) => ({ audio_only: switches });

test("one chooses audio only for both, and the other may end it for both", () => {
	const ann = switched(VIDEO);
	const ben = merged(VIDEO, tells(ann));
	expect([isOn(ann), isOn(ben), ann.by, ben.by]).toEqual([true, true, "me", "peer"]);
	const back = switched(ben);
	expect([isOn(back), isOn(merged(ann, tells(back)))]).toEqual([false, false]);
});

test("two who press at once, and news that come late, end in the same", () => {
	const [ann, ben] = [switched(VIDEO), switched(VIDEO)];
	expect(merged(ann, tells(ben))).toBe(ann);
	expect(isOn(merged(ben, tells(ann)))).toBe(true);
	const later = switched(switched(ann));
	expect(merged(later, tells(ben))).toBe(later);
});

test("a page that was loaded again learns it from the other one, and undoes nothing", () => {
	const ann = switched(VIDEO);
	expect(merged(ann, tells(VIDEO))).toBe(ann);
	expect(isOn(merged(VIDEO, tells(ann)))).toBe(true);
});

test.each([null, {}, { audio_only: 1.5 }, { audio_only: 1e9 }, { audio_only: "1" as unknown as number }])(
	"a client that tells %j changes nothing",
	(told) => {
		expect(merged(VIDEO, told)).toBe(VIDEO);
	},
);
