// The pages that anyone may read: help, privacy, the code of conduct. The handbook has the same texts.
import { t } from "@lingui/core/macro";
import { i18n } from "#i18n";
import { Page } from "../ui/Page";
import conduct from "./about/conduct.md";
import help from "./about/help.md";
import { Kept } from "./about/Kept";
import privacy from "./about/privacy.md";
import "../styles/prose.css";

/** The same in other languages, as `./about/es/help.md`. */
const TRANSLATED = import.meta.glob<string>("./about/*/*.md", { import: "default", eager: true });

const PAGES = {
	help: [t`Help`, help],
	privacy: [t`Privacy`, privacy],
	conduct: [t`Code of conduct`, conduct],
} as const;

export default function About({ page }: { page: keyof typeof PAGES }) {
	const [title, english] = PAGES[page];
	const translated = TRANSLATED[`./about/${i18n.locale}/${page}.md`];
	return (
		<Page title={title} narrow>
			{translated === undefined ? (
				// biome-ignore lint/security/noDangerouslySetInnerHtml: files of ours, made into HTML by the build
				<div className="prose" lang="en" dir="ltr" dangerouslySetInnerHTML={{ __html: english }} />
			) : (
				// biome-ignore lint/security/noDangerouslySetInnerHtml: the same
				<div className="prose" dangerouslySetInnerHTML={{ __html: translated }} />
			)}
			{page === "privacy" && <Kept />}
		</Page>
	);
}
