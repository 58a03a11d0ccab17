// The bar above every page, and on phones the one below.
import { t } from "@lingui/core/macro";
import { Link, useLocation } from "wouter";
import { AccountMenu } from "./AccountMenu";
import { useProfile, useSession } from "./api/queries";
import { Bell } from "./Bell";
import { Icon, type IconName, Mark } from "./ui/icons";

const PAGES: readonly (readonly [path: string, label: string, icon: IconName, short?: string])[] = [
	["/", t`Home`, "home"],
	["/times", t`Find a time`, "calendar", t`Times`],
	["/history", t`History`, "history"],
	["/progress", t`Progress`, "chart"],
];

export function Header() {
	const session = useSession();
	return (
		<header className="header">
			<div className="header-inner">
				<Link href="/" className="brand">
					<Mark />
					Mock Mate
				</Link>
				{session ? (
					<>
						<Navigation />
						<Bell />
						<AccountMenu />
					</>
				) : (
					<div className="row header-actions">
						<Link href="/login" className="button quiet">{t`Log in`}</Link>
						<Link href="/register" className="button primary">{t`Sign up`}</Link>
					</div>
				)}
			</div>
		</header>
	);
}

function Navigation() {
	const [path] = useLocation();
	const { data: me } = useProfile();
	const pages = [
		...PAGES,
		...(me?.is_moderator ? [["/moderation", t`Moderation`, "check", undefined] as const] : []),
		...(me?.is_admin ? [["/manage", t`Manage`, "tools", undefined] as const] : []),
	];
	return (
		<nav aria-label={t`Main`}>
			<ul>
				{pages.map(([to, label, icon, short]) => (
					<li key={to}>
						<Link href={to} className="nav-link" aria-current={isAt(path, to) ? "page" : undefined}>
							<Icon name={icon} size={22} />
							<span className={short && "long-label"}>{label}</span>
							{short && <span className="short-label">{short}</span>}
						</Link>
					</li>
				))}
			</ul>
		</nav>
	);
}

/** Subpages count as their parent page. */
function isAt(path: string, to: string): boolean {
	return path === to || (to !== "/" && path.startsWith(`${to}/`));
}
