import { expect, test } from "vitest";
import { scriptsOf } from "./scripts";

const page =
	"<style>b {}</style><p onclick='go()'>a</p>\n<script type=module>\nlet a;\n</script><b>c</b><script>d</script >";

test("all that would run is seen, and nothing else", () => {
	expect(scriptsOf(page.replace("b {}", "i { color: red }").replace("<b>c</b>", "<i>c</i>"))).toBe(scriptsOf(page));
	for (const [one, other] of [
		["let a", "for (;;);"],
		["go()", "for (;;);"],
		["<b>c</b>", "<img src=x onerror=go()>"],
		["<b>c</b>", "<a href=javascript:go()>"],
		["<b>c</b>", "<script>while (true) {"],
	] as const) {
		expect(scriptsOf(page.replace(one, other))).not.toBe(scriptsOf(page));
	}
});
