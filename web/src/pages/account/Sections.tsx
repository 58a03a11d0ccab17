// The list of the account page's sections, beside them where there is room.
import { t } from "@lingui/core/macro";
import { signOut } from "../../api/queries";
import { useConfig } from "../../sockets/useConfig";
import { Button } from "../../ui/Button";

const SECTIONS = [
	["profile", t`Profile`],
	["notifications", t`Notifications`],
	["appearance", t`Appearance`],
	["camera", t`Camera`],
	["calendar", t`Calendar subscription`],
	["blocked", t`Blocked people`],
	["sessions", t`Where you are logged in`],
	["doors", t`Log in with`],
	["password", t`Password`],
	["security", t`Security`],
	["data", t`Your data`],
] as const;

export function Sections() {
	const hasDoors = Boolean(useConfig()?.providers.length);
	return (
		<nav className="account-sections" aria-label={t`Sections`}>
			<ul>
				{SECTIONS.filter(([id]) => id !== "doors" || hasDoors).map(([id, name]) => (
					<li key={id}>
						<a href={`#${id}`}>{name}</a>
					</li>
				))}
			</ul>
			<Button onClick={() => void signOut()}>{t`Log out`}</Button>
		</nav>
	);
}
