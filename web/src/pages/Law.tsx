// Links to the pages of law of this site, where people sign up.
import { t } from "@lingui/core/macro";
import { useLawLinks } from "./lawLinks";

/** What the operator wants people to read before, in tabs of their own: the form keeps what was typed. */
export function Law() {
	return useLawLinks().map(([url, label]) => (
		<span key={label}>
			{" · "}
			<a href={url} target="_blank" rel="noreferrer">
				{label}
				<span className="visually-hidden"> {t`(opens in a new tab)`}</span>
			</a>
		</span>
	));
}
