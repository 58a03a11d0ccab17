// Deletes the account after asking again who it is, since an unattended browser must not be enough.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api, ok } from "../../api/client";
import { confirmed } from "../../api/confirming";
import { forget } from "../../api/session";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Failure } from "../../ui/Notice";

export function DeleteAccount() {
	const [open, setOpen] = useState(false);
	const [password, setPassword] = useState("");
	const [, navigate] = useLocation();
	const client = useQueryClient();
	const remove = useMutation({
		mutationFn: () => confirmed(() => ok(api.DELETE("/users/me", { body: password ? { password } : {} }))),
		onSuccess: () => {
			forget();
			client.clear();
			navigate("/");
		},
	});
	return (
		<>
			<Button kind="danger" onClick={() => setOpen(true)}>{t`Delete account`}</Button>
			{open && (
				<Dialog title={t`Delete your account?`} onClose={() => setOpen(false)}>
					<form
						className="stack"
						onSubmit={(event) => {
							event.preventDefault();
							remove.mutate();
						}}
					>
						<p>{t`This can’t be undone. Your bookings are canceled, and you are logged out everywhere.`}</p>
						<p>{t`What you wrote in chats and the runs you shared are deleted as well. Code, whiteboards and feedback you gave stay with the other person, without your name.`}</p>
						<p>{t`If one of your interviews was reported, what belongs to it is kept until the report is decided, and a copy for 30 days after.`}</p>
						<Field
							label={t`Your password`}
							type="password"
							hint={t`Leave it empty to confirm with a passkey or a code instead.`}
							autoComplete="current-password"
							value={password}
							onChange={(event) => setPassword(event.target.value)}
						/>
						<Failure error={remove.error} />
						<DialogActions
							onBack={() => setOpen(false)}
							back={t`Keep account`}
							action={t`Delete permanently`}
							kind="danger"
							busy={remove.isPending}
						/>
					</form>
				</Dialog>
			)}
		</>
	);
}
