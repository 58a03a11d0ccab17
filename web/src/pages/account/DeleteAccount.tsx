// Deletes the account after asking again who it is, since an unattended browser must not be enough.
import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api, ok } from "../../api/client";
import { confirmed } from "../../api/confirming";
import { useProfile } from "../../api/queries";
import { forget } from "../../api/session";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { PASSWORD } from "../../ui/Form";
import { Failure } from "../../ui/Notice";

export function DeleteAccount() {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button kind="danger" onClick={() => setOpen(true)}>{t`Delete account`}</Button>
			{open && <DeleteDialog close={() => setOpen(false)} />}
		</>
	);
}

function DeleteDialog({ close }: { close(): void }) {
	const [password, setPassword] = useState("");
	const [, navigate] = useLocation();
	const client = useQueryClient();
	const hasPassword = useProfile().data?.has_password !== false;
	const { data: keys } = useQuery({ queryKey: ["keys"], queryFn: () => ok(api.GET("/auth/keys")) });
	const hasKeys = Boolean(keys?.passkeys.length || keys?.totp_since);
	const remove = useMutation({
		mutationFn: (body: { password?: string }) => confirmed(() => ok(api.DELETE("/users/me", { body }))),
		onSuccess: () => {
			forget();
			client.clear();
			navigate("/");
		},
	});
	return (
		<Dialog title={t`Delete your account?`} onClose={close}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!remove.isPending) remove.mutate(hasPassword ? { password } : {});
				}}
			>
				<p>{t`This can’t be undone. Your bookings are canceled, and you are logged out everywhere.`}</p>
				<p>{t`What you wrote in chats and the runs you shared are deleted as well. Code, whiteboards and feedback you gave stay with the other person, without your name.`}</p>
				<p>{t`If one of your interviews was reported, what belongs to it is kept until the report is decided, and a copy for 30 days after.`}</p>
				{hasPassword && (
					<Field
						label={t`Your password`}
						{...PASSWORD}
						value={password}
						onChange={(event) => setPassword(event.target.value)}
					/>
				)}
				{hasPassword && hasKeys && (
					<div>
						<Button kind="quiet" busy={remove.isPending} onClick={() => remove.mutate({})}>
							{t`Delete with a passkey or a code instead`}
						</Button>
					</div>
				)}
				<Failure error={remove.error} />
				<DialogActions
					onBack={close}
					back={t`Keep account`}
					action={t`Delete permanently`}
					kind="danger"
					busy={remove.isPending}
				/>
			</form>
		</Dialog>
	);
}
