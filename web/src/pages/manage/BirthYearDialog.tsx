// Corrects the year of birth that a person has said, which they can't change themselves, or lets them say it again.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError } from "../../api/problems";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";

interface Props {
	person: Schemas["AccountOut"];
	onClose(): void;
}

export function BirthYearDialog({ person, onClose }: Props) {
	const client = useQueryClient();
	const [year, setYear] = useState(String(person.birth_year ?? ""));
	const save = useMutation({
		mutationFn: () =>
			ok(
				api.POST("/admin/users/{user_id}/birth-year", {
					params: { path: { user_id: person.id } },
					body: { birth_year: year ? Number(year) : null },
				}),
			),
		onSuccess: () => {
			toast(
				year
					? t`The year of birth of ${nameOf(person)} is changed.`
					: t`The year of birth of ${nameOf(person)} is removed.`,
			);
			void client.invalidateQueries({ queryKey: ["people"] });
			onClose();
		},
	});
	return (
		<Dialog title={t`Year of birth of ${nameOf(person)}`} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!save.isPending) save.mutate();
				}}
			>
				<p>
					{t`It decides whether they meet minors or adults, from their next match on. An interview they are in goes on. The log says who changed it, without the year.`}
				</p>
				<Field
					label={t`Year of birth`}
					hint={t`Leave empty to let them say it again. Where a year is required, they can’t book or practice until they do.`}
					inputMode="numeric"
					pattern="[0-9]{4}"
					maxLength={4}
					value={year}
					onChange={(event) => setYear(event.target.value)}
					error={fieldError(save.error, "birth_year")}
				/>
				<Failure error={save.error} />
				<DialogActions onBack={onClose} action={t`Save`} busy={save.isPending} />
			</form>
		</Dialog>
	);
}
