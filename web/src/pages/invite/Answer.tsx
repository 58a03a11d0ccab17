// Accepting an invitation, at one of its times or now, and declining it: with its link, or since it is for the user.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useLocation } from "wouter";
import type { Difficulty } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Failure, Notice } from "../../ui/Notice";
import { Time } from "../../ui/Time";
import { toast } from "../../ui/Toasts";
import { when } from "../../ui/time";
import { LEVEL_OPTIONS } from "../../ui/words";
import { remembered } from "../home/practice";
import { useAccept, useDecline, type Which } from "./queries";

interface AcceptProps {
	which: Which;
	/** The times that are still free; null if it is for now. */
	times: readonly string[] | null;
	onDone?(): void;
}

export function Accept({ which, times, onDone }: AcceptProps) {
	const [, navigate] = useLocation();
	const isNow = times === null;
	const [time, setTime] = useState<string | null>(times?.length === 1 ? (times[0] ?? null) : null);
	const [level, setLevel] = useState<Difficulty>(remembered().level);
	const accept = useAccept(which);
	const go = () =>
		accept.mutate(
			{ difficulty: level, starts_at: time, isNow },
			{
				onSuccess: ({ slot_id, starts_at }) => {
					onDone?.();
					if (isNow) navigate(`/waiting?slot=${slot_id}`);
					else {
						toast(t`Booked: ${when(starts_at)}. It is on your home page, and an email brings it to your calendar.`);
						navigate("/");
					}
				},
			},
		);
	if (times?.length === 0) {
		return <Notice tone="warn">{t`None of the proposed times is free any more. Ask for others.`}</Notice>;
	}
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!accept.isPending) go();
			}}
		>
			{times && (
				<Choice
					legend={t`Time, in your time zone`}
					options={times.map((one) => [one, <Time key={one} at={one} />] as const)}
					value={time}
					onChange={setTime}
					required
				/>
			)}
			<Choice legend={t`Level of your question`} even options={LEVEL_OPTIONS} value={level} onChange={setLevel} />
			<Failure error={accept.error} />
			<Button type="submit" kind="primary" className="wide" busy={accept.isPending}>
				{isNow ? t`Accept and begin` : t`Accept`}
			</Button>
		</form>
	);
}

export function Decline({ which, onDone }: { which: Which; onDone?(): void }) {
	const decline = useDecline(which);
	return (
		<>
			<Failure error={decline.error} />
			<Button
				kind="quiet"
				className="wide"
				busy={decline.isPending}
				onClick={() => decline.mutate(undefined, { onSuccess: () => onDone?.() })}
			>{t`Decline`}</Button>
		</>
	);
}
