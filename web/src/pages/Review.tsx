// Feedback on the peer, by rubric. It is given once, and can be changed for a while.
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
			<Page title="Feedback" narrow>
				{failed ? <Failure error={failed} again={again} /> : <Loading height={400} />}
			</Page>
		);
	}
	return <Of interview={interview} given={given.data} notes={interview.notes} />;
}

function Of({ interview, given, notes }: { interview: Interview; given: Feedback | null; notes: string }) {
	const name = nameOf(interview.peer);
	const title = `Feedback for ${name}`;
	if (interview.status !== "ended") {
		return (
			<Page title={title} narrow>
				<Notice tone="warn">Feedback can be given once the interview has ended.</Notice>
			</Page>
		);
	}
	if (given && !isOpen(given)) {
		return (
			<Page title={title} narrow>
				<Notice
					action={
						<Link href="/history" className="button primary">
							To the history
						</Link>
					}
				>
					<strong>You have given this feedback.</strong>
					<div>It can be changed for 15 minutes, as long as neither of you can read the other’s.</div>
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
					? `You are changing what you said. ${name} can’t read it yet.`
					: `Be kind and concrete. ${name} reads it once they have written theirs too.`
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
