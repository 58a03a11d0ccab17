// Change the password; every other login ends with the old one.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../../api/client";
import { fieldError } from "../../api/problems";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";

export function Password() {
	const client = useQueryClient();
	const [current, setCurrent] = useState("");
	const [next, setNext] = useState("");
	const change = useMutation({
		mutationFn: () =>
			ok(api.POST("/auth/change-password", { body: { current_password: current, new_password: next } })),
		onSuccess: () => {
			setCurrent("");
			setNext("");
			toast("Your password is changed; other logins have ended.");
			return client.invalidateQueries({ queryKey: ["logins"] });
		},
	});
	const wrong = fieldError(change.error, "new_password");
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				change.mutate();
			}}
		>
			<Field
				label="Present password"
				type="password"
				autoComplete="current-password"
				required
				value={current}
				onChange={(event) => setCurrent(event.target.value)}
			/>
			<Field
				label="New password"
				type="password"
				autoComplete="new-password"
				required
				minLength={8}
				maxLength={128}
				value={next}
				onChange={(event) => setNext(event.target.value)}
				error={wrong}
			/>
			<Failure error={wrong ? null : change.error} />
			<div>
				<Button type="submit" busy={change.isPending}>
					Change the password
				</Button>
			</div>
		</form>
	);
}
