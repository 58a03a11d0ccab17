// Code to read, with numbers at its lines.

export function Lines({ label, text }: { label: string; text: string }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some
		<section className="review-lines" aria-label={label} tabIndex={0}>
			<ol>
				{text
					.trimEnd()
					.split("\n")
					.map((line, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
						<li key={index}>{line || "\u00a0"}</li>
					))}
			</ol>
		</section>
	);
}
