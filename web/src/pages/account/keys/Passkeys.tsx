// The passkeys of an account, and whether logins by password ask for one.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { api, ok } from "../../../api/client";
import { confirmed } from "../../../api/confirming";
import { make, useWhyNoPasskeys } from "../../../live/passkeys";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { Failure, Notice } from "../../../ui/Notice";
import { Time } from "../../../ui/Time";
import { toast } from "../../../ui/Toasts";
import type { Part } from "./part";

export function Passkeys({ keys, changed }: Part) {
	const whyNone = useWhyNoPasskeys();
	const add = async ({ name }: { name: string }) => {
		const { options } = await confirmed(() => ok(api.POST("/auth/passkeys/options")));
		const passkey = await make(options);
		await ok(api.POST("/auth/passkeys", { body: { name, passkey } }));
		toast(t`Passkey added. You can log in with it.`);
		await changed();
	};
	return (
		<div className="stack">
			<h3>{t`Passkeys`}</h3>
			<p className="muted">
				{t`Log in with your finger, your face or the PIN of your device, without a password. A passkey works on this site only, so nobody can fish for it.`}
			</p>
			{keys.passkeys.length > 0 && (
				<>
					<ul className="lines">
						{keys.passkeys.map((one) => (
							<Line key={one.id} passkey={one} changed={changed} />
						))}
					</ul>
					<AsSecondStep keys={keys} changed={changed} />
				</>
			)}
			{whyNone === null ? (
				<Form
					action={t`Add a passkey`}
					send={add}
					fields={[
						{
							name: "name",
							label: t`Name of the passkey`,
							hint: t`Such as “My laptop”, to tell it from others.`,
							required: true,
							maxLength: 60,
						},
					]}
				/>
			) : (
				<Notice>{whyNone}</Notice>
			)}
		</div>
	);
}

function Line({ passkey, changed }: { passkey: Part["keys"]["passkeys"][number]; changed: Part["changed"] }) {
	const { id, name } = passkey;
	const remove = useMutation({
		mutationFn: () =>
			confirmed(() => ok(api.DELETE("/auth/passkeys/{passkey_id}", { params: { path: { passkey_id: id } } }))),
		onSuccess: () => toast(t`Passkey removed.`),
		onSettled: () => changed(),
	});
	return (
		<li className="stack">
			<div className="spread">
				<div>
					<strong dir="auto">{name}</strong> {passkey.backed_up && <span className="tag">{t`Synced`}</span>}
					<p className="small muted">
						<Trans>
							Added <Time at={passkey.created_at} />
						</Trans>
						{passkey.last_used_at && (
							<>
								{" · "}
								<Trans>
									last used <Time at={passkey.last_used_at} form="relative" />
								</Trans>
							</>
						)}
					</p>
				</div>
				<Button
					aria-label={t`Remove ${name}`}
					busy={remove.isPending}
					onClick={() => remove.mutate()}
				>{t`Remove`}</Button>
			</div>
			<Failure error={remove.error} />
		</li>
	);
}

function AsSecondStep({ keys, changed }: Part) {
	const choose = useMutation({
		mutationFn: (passkey: boolean) => confirmed(() => ok(api.PUT("/auth/second-step", { body: { passkey } }))),
		onSuccess: (made) => changed(made.recovery_codes),
	});
	return (
		<>
			<label className="check">
				<input
					type="checkbox"
					checked={keys.passkey_is_second}
					onChange={(event) => !choose.isPending && choose.mutate(event.target.checked)}
				/>{" "}
				{t`Ask for a passkey after the password, too`}
			</label>
			<Failure error={choose.error} />
		</>
	);
}
