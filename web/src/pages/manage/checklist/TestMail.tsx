// Sends the administrator a mail, and shows what the mail server answered at each step.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok } from "../../../api/client";
import { Button } from "../../../ui/Button";
import { Failure, Notice } from "../../../ui/Notice";

export function TestMail() {
	const client = useQueryClient();
	const test = useMutation({
		mutationFn: () => ok(api.POST("/admin/checklist/test-mail")),
		onSettled: () => client.invalidateQueries({ queryKey: ["checklist"] }),
	});
	return (
		<>
			<div>
				<Button busy={test.isPending} onClick={() => test.mutate()}>{t`Send a test email to me`}</Button>
			</div>
			<div role="status">
				{test.isPending && (
					<p className="small muted">{t`Asking the mail server. This takes half a minute at most.`}</p>
				)}
				{test.data && (
					<Notice tone={test.data.accepted ? "good" : "bad"}>
						<strong>{test.data.accepted ? t`The test email was taken.` : t`The test email was not taken.`}</strong>
						<ul className="bullets small steps">
							{test.data.steps.map((step) => (
								<li key={step}>{step}</li>
							))}
						</ul>
					</Notice>
				)}
			</div>
			<Failure error={test.error} />
		</>
	);
}
