// Chooses the language of pages: for the account, whose mails follow, or in this browser for whoever isn't logged in.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Profile } from "../api/queries";
import { saveUiLanguage, type UiLanguage, uiLanguageOf } from "../api/uiLanguage";
import { browserLanguage, chooseInBrowser, LANGUAGE_OPTIONS, noteAccountLanguage, pageLanguage } from "../i18n/choice";
import { Button } from "./Button";
import { Select } from "./Field";
import { Failure, Notice } from "./Notice";
import { isAnythingTyped } from "./typed";

/** The browser's own languages decide. */
const OWN = "";

export function AccountLanguageChoice({ me }: { me: Profile }) {
	const client = useQueryClient();
	const [waits, change] = useReload();
	const kept = uiLanguageOf(me);
	const isKept = kept !== undefined;
	const save = useMutation({
		mutationFn: async (language: UiLanguage | null) => {
			if (isKept) await saveUiLanguage(language);
		},
		onSuccess: async (_, language) => {
			// The account's counts from now on, on this device too.
			chooseInBrowser(isKept ? null : language);
			noteAccountLanguage(isKept ? language : null);
			await client.invalidateQueries({ queryKey: ["me"] });
			change();
		},
	});
	return (
		<div className="stack" data-saves-itself>
			<Select
				label={t`Page language`}
				hint={t`For pages and emails; choosing one loads this page again. The languages you speak in interviews are in your profile.`}
				value={(save.isPending ? save.variables : (browserLanguage() ?? kept)) ?? OWN}
				onChange={(tag) => save.mutate((tag || null) as UiLanguage | null)}
				options={[[OWN, t`As in this browser`], ...LANGUAGE_OPTIONS]}
			/>
			<Failure error={save.error} />
			<Waiting waits={waits} />
		</div>
	);
}

export function BrowserLanguage() {
	const [chosen, setChosen] = useState(pageLanguage);
	const [waits, change] = useReload();
	return (
		<div className="footer-language" data-saves-itself>
			<Select
				label={t`Page language (choosing one loads this page again)`}
				hideLabel
				value={chosen}
				onChange={(tag) => {
					chooseInBrowser(tag);
					setChosen(tag);
					change();
				}}
				options={LANGUAGE_OPTIONS}
			/>
			<Waiting waits={waits} />
		</div>
	);
}

/** Loads the page again, unless that would lose what was typed: then it waits for people to say so. */
function useReload(): readonly [waits: boolean, change: () => void] {
	const [waits, setWaits] = useState(false);
	return [waits, () => (isAnythingTyped() ? setWaits(true) : location.reload())];
}

function Waiting({ waits }: { waits: boolean }) {
	return (
		<div role="status">
			{waits && (
				<Notice action={<Button onClick={() => location.reload()}>{t`Reload`}</Button>}>
					<Trans>The language changes when this page is loaded again. Save what you typed before.</Trans>
				</Notice>
			)}
		</div>
	);
}
