// Removes the code app, the passkeys and the recovery codes of a person who has lost them.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";
import { confirmed } from "../../api/confirming";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Failure } from "../../ui/Notice";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";

interface Props {
	person: Schemas["AccountOut"];
	onClose(): void;
}

export function LostKeysDialog({ person, onClose }: Props) {
	const client = useQueryClient();
	const name = nameOf(person);
	const params = { path: { user_id: person.id } };
	const remove = useMutation({
		mutationFn: () => confirmed(() => ok(api.DELETE("/admin/users/{user_id}/second-factor", { params }))),
		onSuccess: () => {
			toast(t`The second step and the passkeys of ${name} are removed.`);
			onClose();
		},
		onSettled: () => client.invalidateQueries({ queryKey: ["people"] }),
	});
	return (
		<Dialog title={t`Remove the second step of ${name}?`} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!remove.isPending) remove.mutate();
				}}
			>
				<p>
					<strong>{t`Make sure first that it is ${name} who asks, and not a person who knows the password or reads the mail.`}</strong>{" "}
					{t`Call them, or meet them: a mail alone shows nothing.`}
				</p>
				<p>{t`The code app, all passkeys and the recovery codes are removed, and every login ends. After that, the password alone logs in. They are told by mail, and the audit log names you.`}</p>
				<Failure error={remove.error} />
				<DialogActions onBack={onClose} action={t`Remove`} kind="danger" busy={remove.isPending} />
			</form>
		</Dialog>
	);
}
