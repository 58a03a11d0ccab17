// The footer of every page except the room.
import { t } from "@lingui/core/macro";
import { Link } from "wouter";
import { useSession } from "./api/queries";
import { useLawLinks } from "./pages/lawLinks";
import { BrowserLanguage } from "./ui/LanguageChoice";

const PAGES = [
	["/help", t`Help`],
	["/privacy", t`Privacy`],
	["/conduct", t`Code of conduct`],
	["/licenses", t`Licenses`],
] as const;

export function Footer() {
	const session = useSession();
	const law = useLawLinks();
	return (
		<footer className="footer">
			<div className="footer-inner">
				<nav aria-label={t`About Mock Mate`}>
					<ul className="footer-links">
						{PAGES.map(([path, label]) => (
							<li key={path}>
								<Link href={path}>{label}</Link>
							</li>
						))}
						{law.map(([url, label]) => (
							<li key={label}>
								<a href={url}>{label}</a>
							</li>
						))}
					</ul>
				</nav>
				{/* Whoever is logged in has it in their settings. */}
				{!session && <BrowserLanguage />}
				<p>{t`Free and open source, under the MIT license.`}</p>
			</div>
		</footer>
	);
}
