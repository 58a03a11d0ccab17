// Ask for a link that sets a new password. The answer never says whether the address is known.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Failure, Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";

export default function Forgot() {
	const [email, setEmail] = useState("");
	const ask = useMutation({ mutationFn: () => ok(api.POST("/auth/forgot-password", { body: { email } })) });
	return (
		<AuthCard
			title="Set a new password"
			lead="We send you a link that lets you choose a new one."
			onSubmit={() => ask.mutate()}
			footer={<Link href="/login">Back to log in</Link>}
		>
			<Field
				label="E-mail address"
				type="email"
				autoComplete="email"
				required
				value={email}
				onChange={(event) => setEmail(event.target.value)}
			/>
			<Failure error={ask.error} />
			<div role="status">
				{ask.isSuccess && (
					<Notice tone="good">If {email} has an account, a link is on its way. It works once, and not for long.</Notice>
				)}
			</div>
			<Button type="submit" kind="primary" className="wide" busy={ask.isPending}>
				Send the link
			</Button>
		</AuthCard>
	);
}
