// Renders Markdown from the question bank through a sanitizer: no scripts, images, or links. HTML in it is shown as text.
import DOMPurify from "dompurify";
import { useMemo } from "react";
import { htmlOf } from "./markdownHtml";

const ALLOWED = [
	"p",
	"em",
	"strong",
	"code",
	"pre",
	"ul",
	"ol",
	"li",
	"blockquote",
	"h3",
	"h4",
	"h5",
	"br",
	"hr",
	"table",
	"thead",
	"tbody",
	"tr",
	"th",
	"td",
];

export default function RenderedMarkdown({ text }: { text: string }) {
	const html = useMemo(() => {
		const clean = DOMPurify.sanitize(htmlOf(text), { ALLOWED_TAGS: ALLOWED, ALLOWED_ATTR: [] });
		// Focusable, so that long lines of code can be scrolled by keyboard.
		return clean.replaceAll("<pre>", '<pre tabindex="0">');
	}, [text]);
	// biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized above
	return <div className="markdown" dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
