// Asks for another email address. It counts once the link in the mail to it was opened.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, ok } from "../../../api/client";
import { confirmed } from "../../../api/confirming";
import { Button } from "../../../ui/Button";
import { EMAIL, Form } from "../../../ui/Form";
import { Notice } from "../../../ui/Notice";

export function ChangeAddress() {
	const [isOpen, setOpen] = useState(false);
	const [asked, setAsked] = useState("");
	return (
		<div className="stack">
			{asked && (
				<Notice tone="good">{t`We sent a link to ${asked}. Open it to take this address; until then, nothing changes.`}</Notice>
			)}
			{isOpen ? (
				<Form
					action={t`Send the link`}
					send={async ({ email }) => {
						await confirmed(() => ok(api.POST("/users/me/email", { body: { email } })));
						setAsked(email);
						setOpen(false);
					}}
					fields={[{ name: "email", ...EMAIL, label: t`New email address` }]}
				/>
			) : (
				<div>
					<Button onClick={() => setOpen(true)}>{t`Change the address`}</Button>
				</div>
			)}
		</div>
	);
}
