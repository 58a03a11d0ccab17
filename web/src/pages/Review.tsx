// Feedback on the peer, by rubric. It is given once, and can be changed for a while.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "wouter";
import { api, ok } from "../api/client";
import { type Feedback, type Interview, useInterview } from "../api/queries";
import { Failure, Notice } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Loading, Page } from "../ui/Page";
import { ReviewForm } from "./review/ReviewForm";

export default function Review() {
	const { id } = useParams<{ id: string }>();
	const { data: interview, error, refetch } = useInterview(id);
	const given = useGiven(id);
	if (!interview || given.data === undefined) {
		const failed = error ?? given.error;
		const again = () => void Promise.all([refetch(), given.refetch()]);
		return (
			<Page title={t`Feedback`} narrow>
				{failed ? <Failure error={failed} again={again} /> : <Loading height={400} />}
			</Page>
		);
	}
	return <Of interview={interview} given={given.data} notes={interview.notes} />;
}

function Of({ interview, given, notes }: { interview: Interview; given: Feedback | null; notes: string }) {
	const name = nameOf(interview.peer);
	const title = t`Feedback for ${name}`;
	if (interview.status !== "ended") {
		return (
			<Page title={title} narrow>
				<Notice tone="warn">{t`You can give feedback once the interview has ended.`}</Notice>
			</Page>
		);
	}
	if (given && !isOpen(given)) {
		return (
			<Page title={title} narrow>
				<Notice action={<Link href="/history" className="button primary">{t`Go to history`}</Link>}>
					<strong>{t`You have already given this feedback.`}</strong>
					<div>{t`It can be edited for 15 minutes, until you can both read your feedback.`}</div>
				</Notice>
			</Page>
		);
	}
	return (
		<Page
			title={title}
			narrow
			lead={
				given
					? t`You are editing your feedback. ${name} can’t read it yet.`
					: t`Be kind and specific. ${name} can read it once they have given you theirs.`
			}
		>
			<ReviewForm interview={interview} given={given} notes={notes} />
		</Page>
	);
}

function isOpen(given: Feedback): boolean {
	return !given.visible && Date.parse(given.editable_until) > Date.now();
}

/** The user's existing feedback on this interview, or null. If still editable, it is among the newest. */
function useGiven(interviewId: string) {
	return useQuery({
		queryKey: ["given", interviewId],
		queryFn: async () => {
			const { items } = await ok(api.GET("/feedback/given", { params: { query: { limit: 20 } } }));
			return items.find((one) => one.interview_id === interviewId) ?? null;
		},
		// The form is filled once; a later response must not replace it.
		staleTime: Number.POSITIVE_INFINITY,
		gcTime: 0,
	});
}
