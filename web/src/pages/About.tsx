// The pages that anyone may read: help, privacy, the code of conduct. The handbook has the same texts.
import { t } from "@lingui/core/macro";
import { Page } from "../ui/Page";
import conduct from "./about/conduct.md";
import help from "./about/help.md";
import privacy from "./about/privacy.md";
import "../styles/prose.css";

const PAGES = {
	help: [t`Help`, help],
	privacy: [t`Privacy`, privacy],
	conduct: [t`Code of conduct`, conduct],
} as const;

export default function About({ page }: { page: keyof typeof PAGES }) {
	const [title, html] = PAGES[page];
	return (
		<Page title={title} narrow>
			{/* biome-ignore lint/security/noDangerouslySetInnerHtml: files of ours, made into HTML by the build */}
			<div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
		</Page>
	);
}
