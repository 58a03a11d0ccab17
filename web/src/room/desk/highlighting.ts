// The colors of code, in the editor and where code is only read.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
	{ tag: [tags.keyword, tags.modifier, tags.controlKeyword], color: "var(--code-keyword)" },
	{ tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
	{ tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
	{ tag: [tags.comment, tags.meta], color: "var(--muted)", fontStyle: "italic" },
	{ tag: [tags.function(tags.variableName), tags.definition(tags.variableName)], color: "var(--code-name)" },
	{ tag: [tags.typeName, tags.className], color: "var(--code-type)" },
]);

export const highlighting = syntaxHighlighting(colours);
