// Changes the password. This ends every other login.
import { useQueryClient } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import { Form, NEW_PASSWORD, PASSWORD } from "../../ui/Form";
import { toast } from "../../ui/Toasts";

export function Password() {
	const client = useQueryClient();
	return (
		<Form
			action="Change the password"
			send={async (body) => {
				await ok(api.POST("/auth/change-password", { body }));
				toast("Your password is changed; other logins have ended.");
				await client.invalidateQueries({ queryKey: ["logins"] });
			}}
			fields={[
				{ name: "current_password", label: "Present password", ...PASSWORD },
				{ name: "new_password", label: "New password", ...NEW_PASSWORD },
			]}
		/>
	);
}
