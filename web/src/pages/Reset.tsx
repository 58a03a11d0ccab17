// Choose a new password, with the link from the mail.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { fieldError } from "../api/problems";
import { forget } from "../api/session";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Failure, Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";
import { useLinkToken } from "./linkToken";

export default function Reset() {
	const token = useLinkToken();
	const [password, setPassword] = useState("");
	const reset = useMutation({
		mutationFn: () => ok(api.POST("/auth/reset-password", { body: { token, password } })),
		onSuccess: forget,
	});
	if (reset.isSuccess || !token) {
		return (
			<AuthCard title={token ? "Your password is set" : "This link is not whole"}>
				<Notice tone={token ? "good" : "warn"}>
					{token
						? "All earlier logins have ended. Log in with the new password."
						: "Open it from the mail again, or ask for a new one."}
				</Notice>
				<Link href={token ? "/login" : "/forgot-password"} className="button primary">
					{token ? "Log in" : "Ask for a new link"}
				</Link>
			</AuthCard>
		);
	}
	const wrong = fieldError(reset.error, "password");
	return (
		<AuthCard title="Choose a new password" onSubmit={() => reset.mutate()}>
			<Field
				label="New password"
				type="password"
				autoComplete="new-password"
				required
				minLength={8}
				maxLength={128}
				value={password}
				onChange={(event) => setPassword(event.target.value)}
				hint="At least 8 characters, of any kind."
				error={wrong}
			/>
			<Failure error={wrong ? null : reset.error} />
			<Button type="submit" kind="primary" className="wide" busy={reset.isPending}>
				Set the password
			</Button>
		</AuthCard>
	);
}
