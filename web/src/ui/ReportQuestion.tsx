// Reports a question that was asked in an interview, to the administrators; the peer is not notified.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, once, type Schemas } from "../api/client";
import { fieldError, is } from "../api/problems";
import { Button } from "./Button";
import { Dialog, DialogActions } from "./Dialog";
import { Select, TextField } from "./Field";
import { Failure, Notice } from "./Notice";
import { toast } from "./Toasts";

type Reason = Schemas["QuestionReportReason"];

export const QUESTION_REASONS: Record<Reason, string> = {
	wrong: t`Something in it is wrong`,
	unclear: t`It is unclear`,
	too_easy: t`Too easy for its level`,
	too_hard: t`Too hard for its level`,
	public: t`Known to the public, answer included`,
	other: t`Something else`,
};

interface Props {
	interviewId: string;
	questionId: number;
	title: string;
}

export function ReportQuestion(props: Props) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button
				kind="quiet"
				className="small-button"
				aria-label={t`Report question “${props.title}”`}
				onClick={() => setOpen(true)}
			>{t`Report question`}</Button>
			{open && <ReportDialog {...props} onClose={() => setOpen(false)} />}
		</>
	);
}

function ReportDialog({ interviewId, questionId, title, onClose }: Props & { onClose(): void }) {
	const [reason, setReason] = useState<Reason>("wrong");
	const [text, setText] = useState("");
	const send = useMutation({
		mutationFn: () => {
			const params = { path: { interview_id: interviewId }, header: once() };
			const body = { question_id: questionId, reason, text: text.trim() || null };
			return ok(api.POST("/interview/{interview_id}/question-reports", { params, body }));
		},
		onSuccess: () => {
			toast(t`Thank you. An administrator will look at this question.`);
			onClose();
		},
	});
	const twice = is(send.error, "question_reported");
	return (
		<Dialog title={t`Report “${title}”`} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!send.isPending) send.mutate();
				}}
			>
				<Select
					label={t`What is wrong?`}
					value={reason}
					onChange={(value) => setReason(value as Reason)}
					options={Object.entries(QUESTION_REASONS)}
				/>
				<TextField
					label={reason === "other" ? t`In your words` : t`In your words (optional)`}
					hint={t`Only administrators can read this. Your peer isn’t notified.`}
					required={reason === "other"}
					maxLength={2000}
					value={text}
					onChange={(event) => setText(event.target.value)}
					error={fieldError(send.error, "text")}
				/>
				{twice ? (
					<div role="alert">
						<Notice>{t`You have already reported this question. The administrators have your report.`}</Notice>
					</div>
				) : (
					<Failure error={send.error} />
				)}
				<DialogActions onBack={onClose} action={t`Send`} busy={send.isPending} />
			</form>
		</Dialog>
	);
}
