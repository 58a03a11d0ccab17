// The points of a question that are counted: requirements, hints, follow-ups.
import { Markdown } from "./Markdown";

export function NumberedList({ items }: { items: readonly string[] }) {
	return (
		<ol>
			{items.map((text) => (
				<li key={text}>
					<Markdown text={text} />
				</li>
			))}
		</ol>
	);
}
