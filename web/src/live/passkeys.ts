// Passkeys: what the server asks goes to the browser, and its answer back. The library comes when it is needed.
import { t } from "@lingui/core/macro";
import { NotDone } from "../api/problems";
import { useConfig } from "../sockets/useConfig";

export type Answer = Record<string, unknown>;

/** Whether this browser can use passkeys of this site, at the address at which it shows the site. */
export function usePasskeys(): boolean {
	const config = useConfig();
	return config !== undefined && whyNone(config.passkey_domain) === null;
}

/** Why passkeys can't be used on this page, for its reader; null where they can, or while that is not known. */
export function useWhyNoPasskeys(): string | null {
	const config = useConfig();
	return config ? whyNone(config.passkey_domain) : null;
}

function whyNone(domain: string | null): string | null {
	const { hostname } = location;
	if (!domain)
		return t`This site has no passkeys: they belong to a name, and it is reached by a number. Whoever runs it can give it a name.`;
	if (hostname !== domain && !hostname.endsWith(`.${domain}`))
		return t`Passkeys of this site belong to ${domain}, and you opened it as ${hostname}. Open it at ${domain} to add or use one.`;
	if (!window.isSecureContext) return t`Browsers use passkeys only over an encrypted connection (https).`;
	if (!window.PublicKeyCredential) return t`This browser has no passkeys.`;
	return null;
}

/** Has a passkey made. Rejects with NotDone if there comes none. */
export async function make(options: Answer): Promise<Answer> {
	const { startRegistration } = await import("@simplewebauthn/browser");
	// biome-ignore lint/suspicious/noExplicitAny: the server writes what the library reads
	return done(startRegistration({ optionsJSON: options as any }));
}

/** Has a passkey sign. Rejects with NotDone if none does. */
export async function sign(options: Answer): Promise<Answer> {
	const { startAuthentication } = await import("@simplewebauthn/browser");
	// biome-ignore lint/suspicious/noExplicitAny: the server writes what the library reads
	return done(startAuthentication({ optionsJSON: options as any }));
}

async function done(answer: Promise<unknown>): Promise<Answer> {
	try {
		return (await answer) as Answer;
	} catch (error) {
		// Browsers don't say why: given up, too late, or no passkey there.
		if ((error as Error).name === "InvalidStateError")
			throw new NotDone(t`This device already has a passkey of yours.`);
		throw new NotDone(t`No passkey was used. Try again, or choose another way.`);
	}
}
