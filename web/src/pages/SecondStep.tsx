// The second step of a login by password or by a provider: a code, a passkey, or a recovery code.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, ok, type Schemas } from "../api/client";
import type { SecondStep as Step } from "../api/problems";
import { CODE } from "../live/AskAgain";
import { sign, usePasskeys, useWhyNoPasskeys } from "../live/passkeys";
import { Button } from "../ui/Button";
import { Form } from "../ui/Form";
import { Failure, Notice } from "../ui/Notice";

interface Props {
	step: Step;
	/** Logs in with what comes of the second step. */
	finish(answer: Promise<Schemas["SessionOut"]>): Promise<void>;
	back(): void;
}

export function SecondStep({ step, finish, back }: Props) {
	const { ticket, methods } = step;
	const canSign = usePasskeys() && methods.includes("passkey");
	const whyNone = useWhyNoPasskeys();
	const [byRecovery, setByRecovery] = useState(!methods.includes("totp") && !canSign);
	const [error, setError] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);
	const second = (proof: Omit<Schemas["SecondStepIn"], "ticket">) =>
		finish(ok(api.POST("/auth/login/second", { body: { ticket, ...proof } })));
	const signed = async () => {
		setBusy(true);
		setError(null);
		try {
			const { options } = await ok(api.POST("/auth/login/second/options", { body: { ticket } }));
			await second({ passkey: await sign(options) });
		} catch (why) {
			setError(why);
			setBusy(false);
		}
	};
	return (
		<div className="stack">
			<p>{t`One more step shows that it is you.`}</p>
			{canSign && <Button kind="primary" busy={isBusy} onClick={() => void signed()}>{t`Use a passkey`}</Button>}
			{whyNone && methods.includes("passkey") && <Notice>{whyNone}</Notice>}
			<Failure error={error} />
			{byRecovery ? (
				<Form
					key="recovery"
					main
					action={t`Log in`}
					send={({ recovery_code }) => second({ recovery_code })}
					fields={[
						{
							name: "recovery_code",
							label: t`Recovery code`,
							hint: t`One of the ten that you wrote down. Each works once.`,
							autoComplete: "off",
							autoCapitalize: "none",
							required: true,
						},
					]}
				/>
			) : (
				methods.includes("totp") && (
					<Form
						key="code"
						main
						action={t`Log in`}
						send={({ code }) => second({ code })}
						fields={[{ name: "code", label: t`Code of your app`, hint: t`Six digits. Each code works once.`, ...CODE }]}
					/>
				)
			)}
			{methods.includes("recovery") && !byRecovery && (
				<Button kind="quiet" onClick={() => setByRecovery(true)}>{t`Use a recovery code`}</Button>
			)}
			<Button kind="quiet" onClick={back}>{t`Start again`}</Button>
		</div>
	);
}
