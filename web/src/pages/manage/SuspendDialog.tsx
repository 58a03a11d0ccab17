// Suspends a person, until a given time and with a reason that they can read.
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
			toast(`${nameOf(person)} is suspended.`);
			void client.invalidateQueries({ queryKey: ["people"] });
			onDone?.();
			onClose();
		},
	});
	return (
		<Dialog title={`Suspend ${nameOf(person)}?`} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!suspend.isPending) suspend.mutate();
				}}
			>
				<p>Their logins end, their bookings are cancelled, and they can’t log in until it is over or lifted.</p>
				<TextField
					label="Reason"
					hint="They read it when they try to log in."
					required
					maxLength={500}
					value={reason}
					onChange={(event) => setReason(event.target.value)}
					error={fieldError(suspend.error, "reason")}
				/>
				<Field
					label="Last day"
					hint="Left empty, it lasts until it is lifted."
					type="date"
					value={until}
					onChange={(event) => setUntil(event.target.value)}
					error={fieldError(suspend.error, "until")}
				/>
				<Failure error={suspend.error} />
				<DialogActions onBack={onClose} action="Suspend" kind="danger" busy={suspend.isPending} />
			</form>
		</Dialog>
	);
}
