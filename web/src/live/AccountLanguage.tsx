// Brings the account's language to this browser, when the page learns of it: after a login, or from another device.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { useProfile, useSession } from "../api/queries";
import { saveUiLanguage, type UiLanguage, uiLanguageOf } from "../api/uiLanguage";
import { browserLanguage, chooseInBrowser, LANGUAGE_OPTIONS, noteAccountLanguage, pageLanguage } from "../i18n/choice";
import { isAnythingTyped } from "../ui/typed";

export function AccountLanguage() {
	return useSession() ? <Watcher /> : null;
}

function Watcher() {
	const client = useQueryClient();
	const [path] = useLocation();
	const { data: me } = useProfile();
	const language = me && uiLanguageOf(me);
	useEffect(() => {
		if (language === undefined) return;
		const own = browserLanguage();
		// Whoever chose a language before they logged in for the first time wants their mails in it, too.
		if (language === null && own && LANGUAGE_OPTIONS.some(([tag]) => tag === own)) {
			void saveUiLanguage(own as UiLanguage).then(
				async () => {
					noteAccountLanguage(own);
					chooseInBrowser(null);
					await client.invalidateQueries({ queryKey: ["me"] });
				},
				() => undefined,
			);
			return;
		}
		// It says the same, and would stay when the account's changes.
		if (language === own) chooseInBrowser(null);
		const isNew = noteAccountLanguage(language);
		if (isNew && language && !own && language !== pageLanguage() && canReload(path)) location.reload();
	}, [language, path, client]);
	return null;
}

/** Never where people are, or wait to be, in an interview, and never when something would be lost: the next page will do. */
function canReload(path: string): boolean {
	const isMeeting = /^\/(room|waiting)\b/.test(path);
	return !isMeeting && !isAnythingTyped() && !document.querySelector("dialog[open]");
}
