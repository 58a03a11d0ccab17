// The login page. The address stays, so a visitor who asked for another page gets there after logging in.
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { signIn } from "../api/queries";
import { Form, PASSWORD } from "../ui/Form";
import { AuthCard } from "./AuthCard";

export function Login() {
	return (
		<AuthCard
			title="Log in"
			footer={
				<>
					New here? <Link href="/register">Sign up</Link>
				</>
			}
		>
			<Form
				main
				action="Log in"
				send={(body) => signIn(ok(api.POST("/auth/login", { body })))}
				fields={[
					{
						name: "login",
						label: "Email address or username",
						autoComplete: "username",
						autoCapitalize: "none",
						required: true,
					},
					{ name: "password", label: "Password", ...PASSWORD },
				]}
			/>
			<Link href="/forgot-password" className="small">
				Forgot your password?
			</Link>
		</AuthCard>
	);
}
