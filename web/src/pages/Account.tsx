// The account page: profile, calendar, blocked people, password, logins, and personal data.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { confirmed } from "../api/confirming";
import { inWords } from "../api/problems";
import { signOut, useProfile } from "../api/queries";
import { CameraStartChoice } from "../live/CameraStartChoice";
import { InstallLine } from "../push/InstallLine";
import { Button } from "../ui/Button";
import { download } from "../ui/download";
import { AccountLanguageChoice } from "../ui/LanguageChoice";
import { Failure } from "../ui/Notice";
import { Loading, Page } from "../ui/Page";
import { SingleKeysChoice } from "../ui/SingleKeys";
import { ThemeChoice } from "../ui/ThemeChoice";
import { toast } from "../ui/Toasts";
import { reliability } from "../ui/words";
import { Address } from "./account/Address";
import { Blocked } from "./account/Blocked";
import { CalendarFeed } from "./account/CalendarFeed";
import { DeleteAccount } from "./account/DeleteAccount";
import { ChangeAddress } from "./account/doors/ChangeAddress";
import { FirstPassword } from "./account/doors/FirstPassword";
import { Identities } from "./account/doors/Identities";
import { Security } from "./account/keys/Security";
import { Logins } from "./account/Logins";
import { Measures } from "./account/Measures";
import { Password } from "./account/Password";
import { Picture } from "./account/Picture";
import { ProfileForm } from "./account/ProfileForm";
import { Sections, useLinkedSection } from "./account/Sections";
import { PracticeBlocked, usePracticeBlock } from "./home/PracticeBlocked";
import "../styles/account.css";

export default function Account() {
	const { data: me, error, refetch } = useProfile();
	const blockedUntil = usePracticeBlock();
	useLinkedSection();
	return (
		<Page title={t`Account`}>
			<Failure error={error} again={() => void refetch()} />
			{me ? (
				<div className="account">
					<Sections />
					<div className="stack wide-gap">
						<Address me={me} />
						<ChangeAddress />
						<Measures />
						<section className="card">
							<h2 id="profile">{t`Profile`}</h2>
							<Picture me={me} />
							<ProfileForm me={me} />
							<p className="small muted own-reliability">
								<Trans>Your reliability, as your peers see it: {reliability(me.reliability)}.</Trans>
							</p>
							{blockedUntil && <PracticeBlocked until={blockedUntil} />}
						</section>
						<section className="card stack">
							<div className="spread">
								<div>
									<h2 id="notifications">{t`Notifications`}</h2>
									<p className="muted">{t`What you are notified about, here and by email, and your quiet hours.`}</p>
								</div>
								<Link href="/news" className="button">{t`Notification settings`}</Link>
							</div>
							<InstallLine />
						</section>
						<section className="card stack">
							<h2 id="appearance">{t`Appearance`}</h2>
							<AccountLanguageChoice me={me} />
							<ThemeChoice />
							<SingleKeysChoice />
						</section>
						<section className="card stack">
							<h2 id="camera">{t`Camera`}</h2>
							<CameraStartChoice />
						</section>
						<CalendarFeed />
						<Blocked ids={me.blocks} />
						<Logins />
						<Identities />
						<section className="card">
							<h2 id="password">{t`Password`}</h2>
							{me.has_password ? <Password /> : <FirstPassword email={me.email} />}
						</section>
						<Security />
						<Data />
						<div className="account-log-out">
							<Button onClick={() => void signOut()}>{t`Log out`}</Button>
						</div>
					</div>
				</div>
			) : (
				!error && <Loading height={400} />
			)}
		</Page>
	);
}

function Data() {
	const [reading, setReading] = useState(false);
	const take = async () => {
		setReading(true);
		try {
			const data = await confirmed(() => ok(api.GET("/users/me/export")));
			download("mock-mate.json", "application/json", JSON.stringify(data, null, 2));
		} catch (error) {
			toast(inWords(error));
		}
		setReading(false);
	};
	return (
		<section className="card stack">
			<h2 id="data">{t`Your data`}</h2>
			<p className="muted">
				<Trans>
					Download everything that is stored about you. Deleting your account permanently removes your name and address;
					what you wrote to others stays with them, without your name.
				</Trans>
			</p>
			<div className="row">
				<Button busy={reading} onClick={() => void take()}>{t`Download`}</Button>
				<DeleteAccount />
			</div>
		</section>
	);
}
