// The login page. The address stays, so a visitor who asked for another page gets there after logging in.
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { signIn } from "../api/queries";
import { whyLoggedOut } from "../api/session";
import { Form, PASSWORD } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";

export function Login() {
	const why = whyLoggedOut();
	return (
		<AuthCard
			title="Log in"
			footer={
				<>
					New here? <Link href="/register">Sign up</Link>
				</>
			}
		>
			{why && (
				<Notice tone="warn">
					<strong>{why === "suspended" ? "Your account was suspended." : "You have been logged out."}</strong>{" "}
					{why === "suspended"
						? "Your bookings were canceled. To see the reason, try to log in."
						: "Your login has ended. Log in to go on."}
				</Notice>
			)}
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
