// Suspends a person, until a given time and with a reason that they can read.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError } from "../../api/problems";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Field, TextField } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import { startOfDay } from "../../ui/time";

interface Props {
	person: Schemas["Person"];
	onClose(): void;
	onDone?: () => void;
}

export function SuspendDialog({ person, onClose, onDone }: Props) {
	const client = useQueryClient();
	const [reason, setReason] = useState("");
	const [until, setUntil] = useState("");
	const suspend = useMutation({
		mutationFn: () =>
			ok(
				api.POST("/admin/users/{user_id}/suspend", {
					params: { path: { user_id: person.id } },
					body: { reason: reason.trim(), until: startOfDay(until, 1)?.toISOString() ?? null },
				}),
			),
		onSuccess: () => {
			toast(t`${nameOf(person)} is suspended.`);
			void client.invalidateQueries({ queryKey: ["people"] });
			onDone?.();
			onClose();
		},
	});
	return (
		<Dialog title={t`Suspend ${nameOf(person)}?`} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!suspend.isPending) suspend.mutate();
				}}
			>
				<p>
					<Trans>
						They are logged out, their bookings are canceled, and they can’t log in until the suspension ends or is
						lifted.
					</Trans>
				</p>
				<TextField
					label={t`Reason`}
					hint={t`Shown to them when they try to log in.`}
					required
					maxLength={500}
					value={reason}
					onChange={(event) => setReason(event.target.value)}
					error={fieldError(suspend.error, "reason")}
				/>
				<Field
					label={t`Last day`}
					hint={t`Leave empty to suspend until lifted.`}
					type="date"
					value={until}
					onChange={(event) => setUntil(event.target.value)}
					error={fieldError(suspend.error, "until")}
				/>
				<Failure error={suspend.error} />
				<DialogActions onBack={onClose} action={t`Suspend`} kind="danger" busy={suspend.isPending} />
			</form>
		</Dialog>
	);
}
