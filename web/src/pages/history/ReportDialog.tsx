// Reports a person or their feedback. Only moderators read reports; the reported person is not notified.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, once, type Schemas } from "../../api/client";
import { fieldError, is } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Select, TextField } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { Notice } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { REASONS } from "../../ui/words";

type About = { feedbackId: number } | { userId: number; interviewId: string };

interface Props {
	title: string;
	about: About;
	onClose(): void;
}

function sent(about: About, reason: Schemas["ReportReason"], text: string) {
	if ("feedbackId" in about) {
		const params = { path: { feedback_id: about.feedbackId } };
		return ok(api.POST("/feedback/{feedback_id}/report", { params, body: { reason, text } }));
	}
	const params = { path: { user_id: about.userId }, header: once() };
	const body = { reason, text, interview_id: about.interviewId };
	return ok(api.POST("/users/{user_id}/report", { params, body }));
}

export function ReportDialog({ title, about, onClose }: Props) {
	const [reason, setReason] = useState<Schemas["ReportReason"]>("harassment");
	const [text, setText] = useState("");
	const send = useMutation({
		mutationFn: () => sent(about, reason, text.trim()),
		onSuccess: () => {
			toast(t`Thank you. An administrator will review your report.`);
			onClose();
		},
	});
	if (is(send.error, "already_reported")) {
		return (
			<Dialog title={title} onClose={onClose}>
				<Notice>{t`You have already reported this. The administrators have your report.`}</Notice>
				<div className="dialog-actions">
					<Button kind="primary" onClick={onClose}>{t`Close`}</Button>
				</div>
			</Dialog>
		);
	}
	return (
		<FormDialog
			title={title}
			action={t`Send`}
			busy={send.isPending}
			error={send.error}
			onSubmit={send.mutate}
			onClose={onClose}
		>
			<Select
				label={t`Reason`}
				value={reason}
				onChange={(value) => setReason(value as Schemas["ReportReason"])}
				options={Object.entries(REASONS)}
			/>
			<TextField
				label={t`What happened?`}
				hint={t`Only administrators can read this. The other person isn’t notified.`}
				required
				maxLength={2000}
				value={text}
				onChange={(event) => setText(event.target.value)}
				error={fieldError(send.error, "text")}
			/>
		</FormDialog>
	);
}
