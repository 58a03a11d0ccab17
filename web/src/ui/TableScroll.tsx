// A table that is scrolled where it is wider than the page, by keyboard too.
import type { ReactNode } from "react";

export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
		<section className="table-scroll" aria-label={label} tabIndex={0}>
			<table>{children}</table>
		</section>
	);
}
