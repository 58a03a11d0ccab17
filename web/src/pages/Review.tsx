// Feedback on the peer in each role they had, beside their work. It is given once, and can be changed for a while.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "wouter";
import { api, ok } from "../api/client";
import { is } from "../api/problems";
import { type Feedback, type OwnInterview, useInterview } from "../api/queries";
import { ExitButton } from "../live/exit/ExitButton";
import { AgainCard } from "../room/again/Again";
import { Failure, Notice } from "../ui/Notice";
import { nameOf } from "../ui/names";
import { Loading, Page } from "../ui/Page";
import { asksOf, type Turn } from "./review/asks";
import { ReviewForm } from "./review/ReviewForm";
import { Work } from "./review/Work";
import "../styles/review.css";

export default function Review() {
	const { id } = useParams<{ id: string }>();
	const { data: interview, error, refetch } = useInterview(id);
	const given = useGiven(id);
	const turns = useTurns(id);
	if (!interview || given.data === undefined || turns.data === undefined) {
		const failed = error ?? given.error ?? turns.error;
		const again = () => void Promise.all([refetch(), given.refetch(), turns.refetch()]);
		return (
			<Page title={t`Feedback`} narrow>
				{failed ? <Failure error={failed} again={again} /> : <Loading height={400} />}
			</Page>
		);
	}
	return <Of interview={interview} given={given.data} turns={turns.data} notes={interview.notes} />;
}

interface Props {
	interview: OwnInterview;
	given: Feedback | null;
	turns: readonly Turn[];
	notes: string;
}

function Of({ interview, given, turns, notes }: Props) {
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
				<div className="stack">
					<Notice action={<Link href="/history" className="button primary">{t`Go to history`}</Link>}>
						<strong>{t`You have already given this feedback.`}</strong>
						<div>{t`It can be edited for 15 minutes, until you can both read your feedback.`}</div>
					</Notice>
					<AgainCard id={interview.id} name={name} />
				</div>
			</Page>
		);
	}
	return (
		<Page
			title={title}
			wide
			lead={
				given
					? t`You are editing your feedback. ${name} can’t read it yet.`
					: t`Be kind and specific. ${name} can read it once they have given you theirs.`
			}
		>
			<div className="stack">
				<div className="review-page">
					<Work interview={interview} turns={turns} notes={notes} />
					<ReviewForm interview={interview} given={given} asks={asksOf(interview.interview_type, turns, given)} />
				</div>
				<AgainCard id={interview.id} name={name} />
				<p>
					<ExitButton />
				</p>
			</div>
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

/** Who was asked what: it says which roles the peer had. A server of before doesn't know. */
function useTurns(interviewId: string) {
	return useQuery({
		queryKey: ["turns", interviewId],
		queryFn: async () => {
			const params = { path: { interview_id: interviewId } };
			try {
				return (await ok(api.GET("/interview/{interview_id}/turns", { params }))).items;
			} catch (error) {
				if (is(error, "not_found")) return [];
				throw error;
			}
		},
		gcTime: 0,
	});
}
