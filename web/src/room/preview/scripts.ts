// The scripts of a page that is shown beside the editor. Pure.

const SCRIPT = /<script\b[\s\S]*?(?:<\/script\s*>|$)|\son\w+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)|javascript:[^"'\s>]*/gi;

/** Returns all that would run: while it stays the same, a page may be shown anew without a word of its writer. */
export function scriptsOf(html: string): string {
	return (html.match(SCRIPT) ?? []).join("\n");
}
