// Text of the question bank: as it was written until what renders it has come, which the room can begin without.
import { lazy, Suspense } from "react";
import { Broken } from "../../ui/Broken";
import "../../styles/markdown.css";

const RenderedMarkdown = lazy(() => import("./RenderedMarkdown"));

export function Markdown({ text }: { text: string }) {
	return (
		<Broken>
			<Suspense
				fallback={
					<div className="markdown as-written late" dir="auto">
						{text}
					</div>
				}
			>
				<RenderedMarkdown text={text} />
			</Suspense>
		</Broken>
	);
}
