// A line of chat with its links and code.
import { t } from "@lingui/core/macro";
import { pieces } from "./chatText";

export function ChatText({ text }: { text: string }) {
	const parts = pieces(text).map((one, index) => {
		const key = `${index}`;
		if (one.kind === "code") return <code key={key}>{one.text}</code>;
		if (one.kind === "block") {
			return (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some
				<pre key={key} className="said-code" tabIndex={0}>
					{one.text}
				</pre>
			);
		}
		if (one.kind === "text") return <span key={key}>{one.text}</span>;
		return (
			// The address stays between the two: other sites are not told of the interview.
			<a key={key} href={one.href} target="_blank" rel="noopener noreferrer nofollow" title={t`Opens in a new tab`}>
				{one.text}
			</a>
		);
	});
	return (
		<div className="said-text" dir="auto">
			{parts}
		</div>
	);
}
