// Adds or changes a topic that people can wish for.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError, is } from "../../api/problems";
import type { InterviewType } from "../../api/queries";
import { Choice } from "../../ui/Choice";
import { Field, TextField } from "../../ui/Field";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/Toasts";
import { capitalized, TYPE_OPTIONS } from "../../ui/words";

export type ManagedTopic = Schemas["ManagedTopic"];
type Kind = Schemas["QuestionKind"];

const KINDS: readonly Kind[] = [
	"function",
	"stdin",
	"sql",
	"design",
	"debugging",
	"review",
	"frontend",
	"conversation",
];

export function TopicDialog({ topic, onClose }: { topic: ManagedTopic | null; onClose(): void }) {
	const client = useQueryClient();
	const [type, setType] = useState<InterviewType>(topic?.interview_type ?? "technical");
	const [slug, setSlug] = useState("");
	const [name, setName] = useState(topic?.name ?? "");
	const [position, setPosition] = useState(String(topic?.position ?? 0));
	const [tags, setTags] = useState(topic?.tags.join(", ") ?? "");
	const [kinds, setKinds] = useState<readonly Kind[]>(topic?.kinds ?? []);
	const save = useMutation({
		mutationFn: () => {
			const given = {
				name: name.trim(),
				position: Number(position),
				tags: tags.split(/[\s,]+/).filter(Boolean) as NonNullable<Schemas["TopicIn"]["tags"]>,
				kinds: [...kinds],
			};
			if (!topic) return ok(api.POST("/admin/topics", { body: { slug: slug.trim(), interview_type: type, ...given } }));
			return ok(api.PATCH("/admin/topics/{topic_id}", { params: { path: { topic_id: topic.id } }, body: given }));
		},
		onSuccess: async () => {
			toast(topic ? t`Topic updated.` : t`Topic added.`);
			void client.invalidateQueries({ queryKey: ["topics"] });
			// First, so that a form opened again begins with what is saved.
			await client.invalidateQueries({ queryKey: ["managed topics"] });
			onClose();
		},
	});
	const taken = is(save.error, "topic_taken");
	const toggle = (kind: Kind) =>
		setKinds(kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind]);
	return (
		<FormDialog
			title={topic ? t`Edit topic` : t`Add topic`}
			action={topic ? t`Save` : t`Add`}
			busy={save.isPending}
			error={taken ? null : save.error}
			onSubmit={save.mutate}
			onClose={onClose}
		>
			{!topic && (
				<>
					<Choice legend={t`Interview type`} even options={TYPE_OPTIONS} value={type} onChange={setType} />
					<Field
						label={t`Short name for addresses`}
						hint={t`Lowercase letters, digits, and hyphens. It can’t be changed later.`}
						required
						maxLength={40}
						pattern="[a-z0-9]+(-[a-z0-9]+)*"
						value={slug}
						onChange={(event) => setSlug(event.target.value)}
						error={taken ? t`This topic already exists.` : fieldError(save.error, "slug")}
					/>
				</>
			)}
			<Field
				label={t`Name`}
				required
				maxLength={60}
				value={name}
				onChange={(event) => setName(event.target.value)}
				error={fieldError(save.error, "name")}
			/>
			<fieldset>
				<legend>{t`Kinds of questions`}</legend>
				<div className="languages">
					{KINDS.map((kind) => (
						<label key={kind} className="check">
							<input type="checkbox" checked={kinds.includes(kind)} onChange={() => toggle(kind)} />
							{capitalized(kind)}
						</label>
					))}
				</div>
			</fieldset>
			<TextField
				label={t`Tags of questions`}
				hint={t`Separated by commas. A question with one of these tags, or of one of these kinds, belongs to the topic.`}
				rows={2}
				value={tags}
				onChange={(event) => setTags(event.target.value)}
				error={fieldError(save.error, "tags")}
			/>
			<Field
				label={t`Position`}
				hint={t`Topics are offered in this order.`}
				type="number"
				min={0}
				max={1000}
				required
				value={position}
				onChange={(event) => setPosition(event.target.value)}
				error={fieldError(save.error, "position")}
			/>
		</FormDialog>
	);
}
