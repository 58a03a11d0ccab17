// Changes the password. This ends every other login.
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { api, ok } from "../../api/client";
import { Form, NEW_PASSWORD, PASSWORD } from "../../ui/Form";
import { toast } from "../../ui/Toasts";

export function Password() {
	const client = useQueryClient();
	return (
		<Form
			action={t`Change password`}
			send={async (body) => {
				await ok(api.POST("/auth/change-password", { body }));
				toast(t`Password changed. Your other sessions have ended.`);
				await client.invalidateQueries({ queryKey: ["logins"] });
			}}
			fields={[
				{ name: "current_password", label: t`Current password`, ...PASSWORD },
				{ name: "new_password", label: t`New password`, ...NEW_PASSWORD },
			]}
		/>
	);
}
