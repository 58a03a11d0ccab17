// The user met somebody lately who waits here as well, and nobody new fits: shall the two practice again now?
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useEffect } from "react";
import { answerReunion, type ReunionOffer } from "../../api/match";
import { useBookingAction } from "../../api/queries";
import { chime, flashTitle } from "../../live/attention";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { Time } from "../../ui/Time";

export function Reunion({ offer }: { offer: ReunionOffer | null | undefined }) {
	const isAsked = offer?.state === "offered";
	useEffect(() => {
		if (!isAsked) return;
		chime();
		if (document.hidden) flashTitle(t`● Practice again now?`);
	}, [isAsked]);
	return (
		<>
			{/* There from the start, so that the question is announced when it comes. */}
			<div role="status">{offer && <Asked offer={offer} />}</div>
			{offer && offer.state !== "apart" && <Answer key={offer.id} offer={offer} />}
		</>
	);
}

function Asked({ offer }: { offer: ReunionOffer }) {
	if (offer.state === "apart") {
		return (
			<p>
				<Trans>
					You and the person you met on <Time at={offer.met_at} /> won’t be matched with each other while you both wait.
				</Trans>
			</p>
		);
	}
	if (offer.state === "accepted") {
		return <p>{t`You said yes. If they do, too, you are matched at once.`}</p>;
	}
	return (
		<p>
			<strong>
				<Trans>
					You two met on <Time at={offer.met_at} />. Practice again now?
				</Trans>
			</strong>
		</p>
	);
}

function Answer({ offer }: { offer: ReunionOffer }) {
	const answering = useBookingAction((again: boolean) => answerReunion(offer.id, again));
	return (
		<>
			<Failure error={answering.error} />
			<div className="row">
				{offer.state === "offered" && (
					<Button
						kind="primary"
						busy={answering.isPending}
						onClick={() => answering.mutate(true)}
					>{t`Yes, practice again`}</Button>
				)}
				<Button busy={answering.isPending} onClick={() => answering.mutate(false)}>{t`Rather not`}</Button>
			</div>
			<p className="small muted">{t`If one of you would rather not, nobody is told who.`}</p>
		</>
	);
}
