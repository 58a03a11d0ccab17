// Text with elements in it, as the macro `Trans` calls it.
import { TransNoContext, type TransProps } from "@lingui/react/server";
import { i18n } from ".";

/** The language never changes while a page is open, so no context is needed. */
export function Trans(props: TransProps) {
	return TransNoContext({ ...props, lingui: { i18n } });
}
