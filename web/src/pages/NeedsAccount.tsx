// Where a link leads people who have no account, or aren't logged in: they come back here afterward.
import { t } from "@lingui/core/macro";
import { useLocation } from "wouter";
import { Button } from "../ui/Button";
import { keep, type LinkPage } from "./keptLink";

export function NeedsAccount({ page, token }: { page: LinkPage; token: string }) {
	const [, navigate] = useLocation();
	const go = (path: string) => {
		keep(page, token);
		navigate(path);
	};
	return (
		<>
			<p className="muted">{t`It takes an account, which is free. Afterward you come back here.`}</p>
			<Button kind="primary" className="wide" onClick={() => go("/register")}>{t`Sign up`}</Button>
			<Button className="wide" onClick={() => go("/login")}>{t`Log in`}</Button>
		</>
	);
}
