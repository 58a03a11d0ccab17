// The pages of law of whoever runs this site, where there are some.
import { t } from "@lingui/core/macro";
import { useConfig } from "../sockets/useConfig";

/** Returns addresses and names: privacy policy, terms, imprint. */
export function useLawLinks(): (readonly [url: string, label: string])[] {
	const { privacy, terms, imprint } = useConfig()?.law ?? {};
	const links = [
		[privacy, t`Privacy policy`],
		[terms, t`Terms of use`],
		[imprint, t`Imprint`],
	] as const;
	return links.flatMap(([url, label]) => (url ? [[url, label] as const] : []));
}
