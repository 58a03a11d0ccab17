// The sign-up page. It asks for as little as possible; the time zone comes from the browser.
import { Link, useLocation } from "wouter";
import { api, ok } from "../api/client";
import { fieldError, is } from "../api/problems";
import { signIn } from "../api/queries";
import { EMAIL, Form, NEW_PASSWORD } from "../ui/Form";
import { ZONE } from "../ui/time";
import { AuthCard } from "./AuthCard";

export function Register() {
	const [, navigate] = useLocation();
	return (
		<AuthCard
			title="Sign up"
			lead="It takes a minute, and you can practise right after."
			footer={
				<>
					Already here? <Link href="/login">Log in</Link>
				</>
			}
		>
			<Form
				main
				action="Sign up"
				send={async ({ email, full_name, password }) => {
					const name = full_name.trim();
					const body = { email, password, time_zone: ZONE, ...(name && { full_name: name }) };
					await signIn(ok(api.POST("/auth/register", { body })));
					navigate("/", { replace: true });
				}}
				errorAt={(error, name) =>
					name === "email" && is(error, "email_taken")
						? "This address has an account already: log in instead."
						: fieldError(error, name)
				}
				fields={[
					{ name: "email", ...EMAIL },
					{
						name: "full_name",
						label: "Your name",
						autoComplete: "name",
						maxLength: 100,
						hint: "What your peers see. You may leave it out.",
					},
					{ name: "password", label: "Password", ...NEW_PASSWORD },
				]}
			/>
		</AuthCard>
	);
}
