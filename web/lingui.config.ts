// Where the client's texts are gathered for translators: one file per language, `en.po` being the source.
import { defineConfig } from "@lingui/conf";
import { formatter } from "@lingui/format-po";
import { createSwcExtractor } from "@lingui/native-tools";

export default defineConfig({
	sourceLocale: "en",
	locales: ["en", "es"],
	catalogs: [{ path: "src/i18n/{locale}", include: ["src"] }],
	// Line numbers and a date would change the catalog with every edit.
	format: formatter({ lineNumbers: false, customHeaderAttributes: { "POT-Creation-Date": "" } }),
	extractors: [createSwcExtractor()],
	runtimeConfigModule: { i18n: ["#i18n", "i18n"], Trans: ["#i18n/Trans", "Trans"] },
});
