// Asks for the password before what an open browser must not suffice for, where the last proof is too old.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../../api/client";
import { is } from "../../../api/problems";
import { useProfile } from "../../../api/queries";
import { Dialog, DialogActions } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Failure, Notice } from "../../../ui/Notice";

/** Returns a function that does something, after asking if need be, and the dialog to render. */
export function useAskedAgain() {
	const [waiting, setWaiting] = useState<null | ((isProven: boolean) => void)>(null);
	const run = async <T,>(work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			if (!is(error, "confirmation_required")) throw error;
			const isProven = await new Promise<boolean>((answer) => setWaiting(() => answer));
			setWaiting(null);
			if (!isProven) throw error;
			return await work();
		}
	};
	return { run, dialog: waiting && <Ask answer={waiting} /> };
}

function Ask({ answer }: { answer: (isProven: boolean) => void }) {
	const [password, setPassword] = useState("");
	const { data: me } = useProfile();
	const prove = useMutation({
		mutationFn: () => ok(api.POST("/auth/confirm", { body: { password } })),
		onSuccess: () => answer(true),
	});
	return (
		<Dialog title={t`Is it you?`} onClose={() => answer(false)}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					prove.mutate();
				}}
			>
				{me?.has_password === false ? (
					<Notice tone="plain">{t`You logged in some time ago. Log out and in again, then you can go on here.`}</Notice>
				) : (
					<Field
						label={t`Your password`}
						type="password"
						autoComplete="current-password"
						required
						value={password}
						onChange={(event) => setPassword(event.target.value)}
					/>
				)}
				<Failure error={prove.error} />
				<DialogActions onBack={() => answer(false)} action={t`Continue`} busy={prove.isPending} />
			</form>
		</Dialog>
	);
}
