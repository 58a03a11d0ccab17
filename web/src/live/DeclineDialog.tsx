// Asks before a match is declined: what that costs, and whether to look for somebody else.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useLocation } from "wouter";
import type { Schemas } from "../api/client";
import { decline, type Interview, useBookingAction } from "../api/queries";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Failure } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { toast } from "../ui/Toasts";
import { DeclinePrice } from "./DeclinePrice";

export function DeclineDialog({ interview, onClose }: { interview: Interview; onClose(): void }) {
	const [, navigate] = useLocation();
	const name = nameOf(interview.peer);
	const { invited } = interview.why;
	const action = useBookingAction(async (reason: Schemas["DeclineReason"]) => {
		await decline(interview.id, reason);
		// Not in a callback of the component: an event may have taken the card away by now.
		toast(t`You declined the match with ${name}.`);
		if (reason === "somebody_else") navigate("/waiting");
	});
	return (
		<Dialog title={t`Decline this match?`} onClose={onClose}>
			{invited ? (
				<p>
					<Trans>Your interview with {name} is then canceled for you both. It costs nothing.</Trans>
				</p>
			) : (
				<>
					<p>
						<Trans>
							{name} goes back to the waiting room and keeps their place. You two won’t be matched for the next six
							hours.
						</Trans>
					</p>
					<DeclinePrice />
				</>
			)}
			<Failure error={action.error} />
			<div className="dialog-actions">
				<Button onClick={onClose}>{t`Back`}</Button>
				<Button busy={action.isPending} onClick={() => action.mutate("not_now")}>{t`Not now`}</Button>
				{!invited && (
					<Button busy={action.isPending} onClick={() => action.mutate("somebody_else")}>{t`Somebody else`}</Button>
				)}
			</div>
		</Dialog>
	);
}
