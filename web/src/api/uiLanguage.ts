// The account's language of pages and mails. A server of the release before has none.
import { api, ok } from "./client";
import type { Profile } from "./queries";

/** Returns null if the browser's languages decide, undefined from a server that doesn't keep any. */
export function uiLanguageOf(me: Profile): string | null | undefined {
	return (me as { ui_language?: string | null }).ui_language;
}

export async function saveUiLanguage(language: string | null): Promise<void> {
	await ok(api.PATCH("/users/me", { body: { ui_language: language } as object }));
}
