// Sign up: as little as is needed; the time zone is the browser's.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { api, ok } from "../api/client";
import { fieldError, is, Refused } from "../api/problems";
import { signIn } from "../api/queries";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Failure } from "../ui/Notice";
import { ZONE } from "../ui/time";
import { AuthCard } from "./AuthCard";

export function Register() {
	const [email, setEmail] = useState("");
	const [name, setName] = useState("");
	const [password, setPassword] = useState("");
	const [, navigate] = useLocation();
	const join = useMutation({
		mutationFn: () => {
			const body = { email, password, time_zone: ZONE, ...(name.trim() && { full_name: name.trim() }) };
			return signIn(ok(api.POST("/auth/register", { body })));
		},
		onSuccess: () => navigate("/", { replace: true }),
	});
	const taken = is(join.error, "email_taken") ? "This address has an account already: log in instead." : undefined;
	const ofFields = taken || (join.error instanceof Refused && join.error.errors.length > 0);
	return (
		<AuthCard
			title="Sign up"
			lead="It takes a minute, and you can practise right after."
			onSubmit={() => join.mutate()}
			footer={
				<>
					Already here? <Link href="/login">Log in</Link>
				</>
			}
		>
			<Field
				label="E-mail address"
				type="email"
				autoComplete="email"
				required
				value={email}
				onChange={(event) => setEmail(event.target.value)}
				error={taken ?? fieldError(join.error, "email")}
			/>
			<Field
				label="Your name"
				autoComplete="name"
				maxLength={100}
				value={name}
				onChange={(event) => setName(event.target.value)}
				hint="What your peers see. You may leave it out."
				error={fieldError(join.error, "full_name")}
			/>
			<Field
				label="Password"
				type="password"
				autoComplete="new-password"
				required
				minLength={8}
				maxLength={128}
				value={password}
				onChange={(event) => setPassword(event.target.value)}
				hint="At least 8 characters, of any kind."
				error={fieldError(join.error, "password")}
			/>
			<Failure error={ofFields ? null : join.error} />
			<Button type="submit" kind="primary" className="wide" busy={join.isPending}>
				Sign up
			</Button>
		</AuthCard>
	);
}
