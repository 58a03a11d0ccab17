// Sets a new password, with the link from the e-mail.
import { useState } from "react";
import { Link } from "wouter";
import { api, ok } from "../api/client";
import { forget } from "../api/session";
import { Form, NEW_PASSWORD } from "../ui/Form";
import { Notice } from "../ui/Notice";
import { AuthCard } from "./AuthCard";
import { useLinkToken } from "./linkToken";

export default function Reset() {
	const token = useLinkToken();
	const [isSet, setSet] = useState(false);
	if (isSet || !token) {
		return (
			<AuthCard title={token ? "Your password is set" : "This link is incomplete"}>
				<Notice tone={token ? "good" : "warn"}>
					{token
						? "You are logged out on all devices. Log in with the new password."
						: "Open it from the email again, or request a new one."}
				</Notice>
				<Link href={token ? "/login" : "/forgot-password"} className="button primary">
					{token ? "Log in" : "Request a new link"}
				</Link>
			</AuthCard>
		);
	}
	return (
		<AuthCard title="Choose a new password">
			<Form
				main
				action="Set password"
				send={async ({ password }) => {
					await ok(api.POST("/auth/reset-password", { body: { token, password } }));
					forget();
					setSet(true);
				}}
				fields={[{ name: "password", label: "New password", ...NEW_PASSWORD }]}
			/>
		</AuthCard>
	);
}
