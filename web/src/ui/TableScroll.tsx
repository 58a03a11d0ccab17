// A table that scrolls, by keyboard too, when it is wider than the page.
import type { ReactNode } from "react";

export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
		<section className="table-scroll" aria-label={label} tabIndex={0}>
			<table>{children}</table>
		</section>
	);
}
