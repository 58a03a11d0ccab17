// The button that ends both people's pictures to save the line, and brings them back.
import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import type { Saving } from "./useSaving";

export function AudioOnlyButton({ saving: { isAudioOnly, toggle } }: { saving: Saving }) {
	return (
		<Button
			className="icon optional"
			icon="headphones"
			aria-label={t`Audio only`}
			aria-pressed={isAudioOnly}
			title={isAudioOnly ? t`Back to video, for both` : t`Audio only, for both: saves a weak line`}
			onClick={toggle}
		/>
	);
}
