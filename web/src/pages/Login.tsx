// Log in; whoever came for another page gets there afterwards, since the address stays.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { signIn } from "../api/queries";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Failure } from "../ui/Notice";
import { AuthCard } from "./AuthCard";

export function Login() {
	const [login, setLogin] = useState("");
	const [password, setPassword] = useState("");
	const enter = useMutation({ mutationFn: () => signIn(ok(api.POST("/auth/login", { body: { login, password } }))) });
	return (
		<AuthCard
			title="Log in"
			onSubmit={() => enter.mutate()}
			footer={
				<>
					New here? <Link href="/register">Sign up</Link>
				</>
			}
		>
			<Field
				label="E-mail address or username"
				autoComplete="username"
				autoCapitalize="none"
				required
				value={login}
				onChange={(event) => setLogin(event.target.value)}
			/>
			<Field
				label="Password"
				type="password"
				autoComplete="current-password"
				required
				value={password}
				onChange={(event) => setPassword(event.target.value)}
			/>
			<Failure error={enter.error} />
			<Button type="submit" kind="primary" className="wide" busy={enter.isPending}>
				Log in
			</Button>
			<Link href="/forgot-password" className="small">
				Forgot your password?
			</Link>
		</AuthCard>
	);
}
