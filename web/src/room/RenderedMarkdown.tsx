// Renders Markdown from the question bank through a sanitizer: no scripts, images, or links. HTML in it is shown as text.
import DOMPurify from "dompurify";
import { Marked } from "marked";
import { useMemo } from "react";

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

const marked = new Marked({
	renderer: { html: ({ text }) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;") },
});

export default function RenderedMarkdown({ text }: { text: string }) {
	const html = useMemo(() => {
		const written = marked.parse(text.replace(/^#{1,2} /gm, "### "), { async: false });
		const clean = DOMPurify.sanitize(written, { ALLOWED_TAGS: ALLOWED, ALLOWED_ATTR: [] });
		// Focusable, so that long lines of code can be scrolled by keyboard.
		return clean.replaceAll("<pre>", '<pre tabindex="0">');
	}, [text]);
	// biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized above
	return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
