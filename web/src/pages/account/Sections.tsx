// The list of the account page's sections, beside them where there is room.
import { t } from "@lingui/core/macro";
import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useState } from "react";
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

const INPUTS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Shows the section that a link to the page names, as soon as it is there, while those above it grow. */
export function useLinkedSection(): void {
	const loading = useIsFetching();
	const [hasArrived, setArrived] = useState(false);
	useEffect(() => {
		const arrive = () => setArrived(true);
		for (const input of INPUTS) addEventListener(input, arrive, { once: true });
		return () => {
			for (const input of INPUTS) removeEventListener(input, arrive);
		};
	}, []);
	// biome-ignore lint/correctness/useExhaustiveDependencies: whenever something has come
	useEffect(() => {
		if (!hasArrived && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
	}, [loading, hasArrived]);
}
