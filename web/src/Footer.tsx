// The footer of every page except the room.
import { t } from "@lingui/core/macro";
import { Link } from "wouter";

const PAGES = [
	["/help", t`Help`],
	["/privacy", t`Privacy`],
	["/conduct", t`Code of conduct`],
	["/licenses", t`Licenses`],
] as const;

export function Footer() {
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
					</ul>
				</nav>
				<p>{t`Free and open source, under the MIT license.`}</p>
			</div>
		</footer>
	);
}
