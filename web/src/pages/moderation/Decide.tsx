// The decision on a report: what is done, the words for the person, and until when.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Field, TextField } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import { startOfDay } from "../../ui/time";

type Resolution = Schemas["Resolution"];

const DEEDS = [
	["dismissed", t`Dismiss`],
	["warned", t`Warn`],
	["restricted", t`Text only`],
	["suspended", t`Suspend`],
] as const;

const HINTS: Record<Resolution, string> = {
	dismissed: t`Nothing happens. The person who reported learns that the report was reviewed.`,
	warned: t`They are notified, here and by email.`,
	restricted: t`Their interviews have neither sound nor picture. A live one ends.`,
	suspended: t`They are logged out, their bookings are canceled, and they can’t log in.`,
};

export function Decide({ report }: { report: Schemas["ReportDetail"] }) {
	const client = useQueryClient();
	const [resolution, setResolution] = useState<Resolution | null>(null);
	const [text, setText] = useState("");
	const [until, setUntil] = useState("");
	const [note, setNote] = useState("");
	const ends = resolution === "restricted" || resolution === "suspended";
	const decide = useMutation({
		mutationFn: (chosen: Resolution) =>
			ok(
				api.POST("/moderation/reports/{report_id}/resolve", {
					params: { path: { report_id: report.id } },
					body: {
						resolution: chosen,
						text: chosen === "dismissed" ? null : text.trim(),
						until: (ends && startOfDay(until, 1)?.toISOString()) || null,
						note: note.trim() || null,
					},
				}),
			),
		onSuccess: () => toast(t`Report resolved.`),
		onSettled: () => client.invalidateQueries({ queryKey: ["moderation"] }),
	});
	return (
		<form
			className="card stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (resolution && !decide.isPending) decide.mutate(resolution);
			}}
		>
			<h2>{t`Decision`}</h2>
			<Choice legend={t`What to do`} hideLegend required options={DEEDS} value={resolution} onChange={setResolution} />
			{resolution && <p className="muted">{HINTS[resolution]}</p>}
			{resolution && resolution !== "dismissed" && (
				<TextField
					label={t`Your words to ${nameOf(report.subject)}`}
					hint={t`They read this. Don’t name the person who reported.`}
					required
					maxLength={2000}
					value={text}
					onChange={(event) => setText(event.target.value)}
					error={fieldError(decide.error, "text")}
				/>
			)}
			{ends && (
				<Field
					label={t`Last day`}
					hint={t`Leave empty for as long as nobody lifts it.`}
					type="date"
					value={until}
					onChange={(event) => setUntil(event.target.value)}
					error={fieldError(decide.error, "until")}
				/>
			)}
			<TextField
				label={t`Note for other moderators`}
				rows={1}
				maxLength={2000}
				value={note}
				onChange={(event) => setNote(event.target.value)}
			/>
			<Failure error={decide.error} />
			<div>
				<Button type="submit" kind="primary" busy={decide.isPending}>{t`Decide`}</Button>
			</div>
		</form>
	);
}
