// What a suspended person reads when they try to log in: why, until when, and how to appeal.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok } from "../api/client";
import type { Suspension } from "../api/problems";
import { Button } from "../ui/Button";
import { TextField } from "../ui/Field";
import { Failure, Notice } from "../ui/Notice";
import { Time } from "../ui/Time";

export function SuspendedNotice({ suspension }: { suspension: Suspension }) {
	const { reason, until, appealToken, appealed } = suspension;
	return (
		<>
			<Notice tone="bad">
				<strong>
					{until ? (
						<Trans>
							Your account is suspended until <Time at={until} />.
						</Trans>
					) : (
						t`Your account is suspended.`
					)}
				</strong>{" "}
				<bdi>{reason}</bdi>
			</Notice>
			{appealed === "open" && <p>{t`You have appealed. You will get the answer by email.`}</p>}
			{appealed === "answered" && <p>{t`Your appeal was answered by email.`}</p>}
			{appealToken && <Appeal key={appealToken} token={appealToken} />}
		</>
	);
}

function Appeal({ token }: { token: string }) {
	const [text, setText] = useState("");
	const send = useMutation({
		mutationFn: () =>
			ok(api.POST("/appeals", { body: { text: text.trim() }, headers: { Authorization: `Bearer ${token}` } })),
	});
	if (send.isSuccess) return <p role="status">{t`Your appeal was sent. You will get the answer by email.`}</p>;
	return (
		<form
			className="stack"
			onSubmit={(event) => {
				event.preventDefault();
				if (!send.isPending) send.mutate();
			}}
		>
			<TextField
				label={t`Why is this decision wrong?`}
				hint={t`You can appeal once. Another moderator reads it, where there is one.`}
				required
				maxLength={2000}
				value={text}
				onChange={(event) => setText(event.target.value)}
			/>
			<Failure error={send.error} />
			<div>
				<Button type="submit" busy={send.isPending}>{t`Send appeal`}</Button>
			</div>
		</form>
	);
}
