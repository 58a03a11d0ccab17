// Retires a question, and says which one is asked in its place, if there is one.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../../api/client";
import { fieldError } from "../../../api/problems";
import { Field } from "../../../ui/Field";
import { FormDialog } from "../../../ui/FormDialog";
import { toast } from "../../../ui/Toasts";

export function RetireDialog({ question, onClose }: { question: Schemas["QuestionFigures"]; onClose(): void }) {
	const client = useQueryClient();
	const [slug, setSlug] = useState("");
	const retire = useMutation({
		mutationFn: () => {
			const params = { path: { question_id: question.id } };
			return ok(api.POST("/questions/{question_id}/retire", { params, body: { replaced_by: slug.trim() || null } }));
		},
		onSuccess: () => {
			toast(t`“${question.title}” is retired.`);
			onClose();
			return client.invalidateQueries({ queryKey: ["questions"] });
		},
	});
	const wrong = fieldError(retire.error, "replaced_by");
	return (
		<FormDialog
			title={t`Retire “${question.title}”`}
			action={t`Retire`}
			busy={retire.isPending}
			error={wrong ? null : retire.error}
			onSubmit={retire.mutate}
			onClose={onClose}
		>
			<p>{t`It won’t be asked anymore. Past interviews keep it, and it can be restored.`}</p>
			<Field
				label={t`Replaced by (optional)`}
				hint={t`The slug of the question that takes its place. Whoever had this one won’t be asked that one first.`}
				maxLength={100}
				value={slug}
				onChange={(event) => setSlug(event.target.value)}
				error={wrong}
			/>
		</FormDialog>
	);
}
