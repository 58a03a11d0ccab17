// How a match is begun: the time left, the button that begins it, and more time. On the match card, and over the device step.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { api, ok, once } from "../api/client";
import type { Interview } from "../api/queries";
import { Button } from "../ui/Button";
import { focusFirst } from "../ui/Dialog";
import { Failure } from "../ui/Notice";
import { Ring } from "../ui/Ring";
import { countdown } from "../ui/time";
import { useNow } from "../ui/useNow";
import { MoreTime } from "./MoreTime";

interface Props {
	interview: Interview;
	/** Other ways on, between beginning and more time. */
	children?: ReactNode;
}

export function BeginButtons({ interview, children }: Props) {
	const [, navigate] = useLocation();
	const client = useQueryClient();
	const ready = useMutation({
		mutationFn: () =>
			ok(api.POST("/interview/start", { body: { interview_id: interview.id }, params: { header: once() } })),
		onSuccess: () => navigate(`/room/${interview.id}`),
		onSettled: () => client.invalidateQueries({ queryKey: ["match"] }),
	});
	return (
		<>
			<Failure error={ready.error} />
			<Button
				kind="primary"
				className="large wide"
				// Not the link above it.
				ref={focusFirst}
				busy={ready.isPending}
				onClick={() => ready.mutate()}
			>{t`I’m ready`}</Button>
			{children}
			<MoreTime interview={interview} />
		</>
	);
}

export function Countdown({ interview }: { interview: Interview }) {
	const now = useNow(500);
	const left = (Date.parse(interview.start_by) - now) / 1000;
	const whole = (Date.parse(interview.start_by) - Date.parse(interview.matched_at)) / 1000;
	return (
		<Ring fraction={left / whole} label={t`${countdown(left)} left to begin`}>
			{countdown(left)}
		</Ring>
	);
}
