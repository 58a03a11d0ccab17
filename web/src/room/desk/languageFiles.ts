// The ends of the names of files that code is saved in. Pure.
import type { CodeLanguage } from "../../sockets/frames";

const EXTENSIONS: Record<CodeLanguage, string> = {
	python: "py",
	javascript: "js",
	typescript: "ts",
	java: "java",
	kotlin: "kt",
	c: "c",
	cpp: "cpp",
	csharp: "cs",
	go: "go",
	rust: "rs",
	ruby: "rb",
	php: "php",
	swift: "swift",
	sql: "sql",
	lua: "lua",
	html: "html",
	plaintext: "txt",
};

/** Returns the extension for a language, without its dot. A newer server may have more languages. */
export function languageExtension(language: string): string {
	return Object.hasOwn(EXTENSIONS, language) ? EXTENSIONS[language as CodeLanguage] : "txt";
}
