// The account's language of pages and mails. A server of the release before has none.
import { api, ok, type Schemas } from "./client";
import type { Profile } from "./queries";

export type UiLanguage = Schemas["UiLanguage"];

/** Returns null if the browser's languages decide, undefined from a server that doesn't keep any. */
export function uiLanguageOf(me: Profile): UiLanguage | null | undefined {
	return me.ui_language;
}

export async function saveUiLanguage(language: UiLanguage | null): Promise<void> {
	await ok(api.PATCH("/users/me", { body: { ui_language: language } }));
}
