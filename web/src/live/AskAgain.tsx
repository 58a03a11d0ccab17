// Asks people again who they are, before what an open browser must not suffice for: by password, passkey or code.
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { api, ok } from "../api/client";
import { type AskedAgain, askedNow, watchAsked } from "../api/confirming";
import { useProfile } from "../api/queries";
import { Button } from "../ui/Button";
import { Dialog, DialogActions } from "../ui/Dialog";
import { Field } from "../ui/Field";
import { PASSWORD } from "../ui/Form";
import { Failure, Notice } from "../ui/Notice";
import { sign, usePasskeys, useWhyNoPasskeys } from "./passkeys";

type Proof = { password: string } | { code: string } | { passkey: Record<string, unknown> };

export function AskAgain() {
	const question = useSyncExternalStore(watchAsked, askedNow);
	return question && <Asking question={question} />;
}

function Asking({ question }: { question: AskedAgain }) {
	const { data: keys } = useQuery({ queryKey: ["keys"], queryFn: () => ok(api.GET("/auth/keys")) });
	const whyNone = useWhyNoPasskeys();
	const hasPasskey = usePasskeys() && Boolean(keys?.passkeys.length);
	const hasPassword = useProfile().data?.has_password !== false;
	const [byCode, setByCode] = useState(false);
	const [given, setGiven] = useState("");
	const [isBusy, setBusy] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const prove = async (get: () => Promise<Proof> | Proof) => {
		setBusy(true);
		setError(null);
		try {
			await ok(api.POST("/auth/confirm", { body: await get() }));
			question.done();
		} catch (why) {
			setError(why);
			setBusy(false);
		}
	};
	const signed = async () => ({ passkey: await sign((await ok(api.POST("/auth/confirm/options"))).options) });
	return (
		<Dialog title={t`Confirm that it is you`} onClose={question.giveUp}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					if (!isBusy) void prove(() => (byCode ? { code: given } : { password: given }));
				}}
			>
				<p>{t`You are asked again because an open browser must not be enough for this.`}</p>
				{hasPasskey && (
					<div>
						<Button busy={isBusy} onClick={() => void prove(signed)}>{t`Use a passkey`}</Button>
					</div>
				)}
				{whyNone && Boolean(keys?.passkeys.length) && <Notice>{whyNone}</Notice>}
				{byCode || hasPassword ? (
					<Field
						key={String(byCode)}
						label={byCode ? t`Code of your app` : t`Your password`}
						{...(byCode ? CODE : PASSWORD)}
						value={given}
						onChange={(event) => setGiven(event.target.value)}
					/>
				) : (
					<Notice tone="plain">{t`You have no password. Log out and in again: for ten minutes after that, you are not asked.`}</Notice>
				)}
				{keys?.totp_since && (
					<div>
						<Button
							kind="quiet"
							onClick={() => {
								setByCode(!byCode);
								setGiven("");
							}}
						>
							{byCode ? t`Use something else` : t`Use a code of your app`}
						</Button>
					</div>
				)}
				<Failure error={error} />
				<DialogActions onBack={question.giveUp} action={t`Confirm`} busy={isBusy} />
			</form>
		</Dialog>
	);
}

export const CODE = { type: "text", inputMode: "numeric", autoComplete: "one-time-code", required: true } as const;
