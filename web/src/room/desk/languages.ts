// The editor's languages, each with highlighting that is loaded when the language is chosen.

import type { StreamParser } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { t } from "@lingui/core/macro";
import type { EngineName } from "../../sandbox/protocol";
import type { CodeLanguage } from "../../sockets/frames";
import { insist } from "../../ui/insist";

interface Language {
	name: string;
	/** What runs it in the browser. */
	engine?: EngineName;
	load(): Promise<Extension>;
}

const cpp = () => import("@codemirror/lang-cpp").then((one) => one.cpp());
const javascript = (typescript: boolean) => () =>
	import("@codemirror/lang-javascript").then((one) => one.javascript({ typescript }));
// Loaded with the editor: the room needs the names before it.
const simple = async (mode: Promise<StreamParser<unknown>>) =>
	(await import("@codemirror/language")).StreamLanguage.define(await mode);
const none = () => Promise.resolve([]);

export const LANGUAGES: Record<CodeLanguage, Language> = {
	python: {
		name: "Python",
		engine: "python",
		load: () => import("@codemirror/lang-python").then((one) => one.python()),
	},
	javascript: { name: "JavaScript", engine: "javascript", load: javascript(false) },
	typescript: { name: "TypeScript", engine: "typescript", load: javascript(true) },
	java: { name: "Java", load: () => import("@codemirror/lang-java").then((one) => one.java()) },
	kotlin: {
		name: "Kotlin",
		load: () => simple(import("@codemirror/legacy-modes/mode/clike").then((one) => one.kotlin)),
	},
	c: { name: "C", engine: "c", load: cpp },
	cpp: { name: "C++", engine: "cpp", load: cpp },
	csharp: {
		name: "C#",
		load: () => simple(import("@codemirror/legacy-modes/mode/clike").then((one) => one.csharp)),
	},
	go: { name: "Go", engine: "go", load: () => import("@codemirror/lang-go").then((one) => one.go()) },
	rust: { name: "Rust", load: () => import("@codemirror/lang-rust").then((one) => one.rust()) },
	ruby: {
		name: "Ruby",
		engine: "ruby",
		load: () => simple(import("@codemirror/legacy-modes/mode/ruby").then((one) => one.ruby)),
	},
	php: { name: "PHP", load: none },
	swift: {
		name: "Swift",
		load: () => simple(import("@codemirror/legacy-modes/mode/swift").then((one) => one.swift)),
	},
	sql: { name: "SQL", engine: "sql", load: () => import("@codemirror/lang-sql").then((one) => one.sql()) },
	lua: {
		name: "Lua",
		engine: "lua",
		load: () => simple(import("@codemirror/legacy-modes/mode/lua").then((one) => one.lua)),
	},
	html: { name: "HTML", load: () => simple(import("./htmlMode").then((one) => one.page as StreamParser<unknown>)) },
	plaintext: { name: t`Plain text`, load: none },
};

/** Loads the highlighting of a language, as soon as the line allows it; a newer server may have languages without. */
export async function grammarOf(language: string): Promise<Extension> {
	return Object.hasOwn(LANGUAGES, language) ? insist(LANGUAGES[language as CodeLanguage].load) : [];
}

/** Returns the name that people know a language by. A newer server may have more languages. */
export function languageName(key: string): string {
	return Object.hasOwn(LANGUAGES, key) ? LANGUAGES[key as CodeLanguage].name : key;
}
