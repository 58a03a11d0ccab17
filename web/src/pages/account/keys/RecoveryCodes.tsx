// Recovery codes: how many are left, and new ones, which are shown once.
import { plural, t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { api, ok } from "../../../api/client";
import { confirmed } from "../../../api/confirming";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { download } from "../../../ui/download";
import { Failure } from "../../../ui/Notice";
import { toast } from "../../../ui/Toasts";
import type { Part } from "./part";

export function RecoveryCodes({ keys, changed }: Part) {
	const renew = useMutation({
		mutationFn: () => confirmed(() => ok(api.POST("/auth/recovery-codes"))),
		onSuccess: (made) => changed(made.recovery_codes),
	});
	return (
		<div className="stack">
			<h3>{t`Recovery codes`}</h3>
			<p className="muted">
				{plural(keys.recovery_codes_left, {
					one: "# code is left. Each takes the place of your second step once, should you lose it.",
					other: "# codes are left. Each takes the place of your second step once, should you lose it.",
				})}
			</p>
			<div>
				<Button busy={renew.isPending} onClick={() => renew.mutate()}>{t`Make new codes`}</Button>
			</div>
			<Failure error={renew.error} />
		</div>
	);
}

export function NewCodes({ codes, close }: { codes: string[]; close(): void }) {
	const text = codes.join("\n");
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(text);
			toast(t`Codes copied.`);
		} catch {
			toast(t`Copy the codes from the list.`);
		}
	};
	return (
		<Dialog title={t`Your recovery codes`} onClose={close}>
			<p>{t`Keep them where you find them without this device. They are shown only now; codes from before no longer work.`}</p>
			<ul className="recovery-codes">
				{codes.map((code) => (
					<li key={code}>
						<code>{code}</code>
					</li>
				))}
			</ul>
			<div className="dialog-actions">
				<Button onClick={() => void copy()}>{t`Copy`}</Button>
				<Button
					onClick={() => download("mock-mate-recovery-codes.txt", "text/plain", `${text}\n`)}
				>{t`Download`}</Button>
				<Button kind="primary" onClick={close}>{t`I have kept them`}</Button>
			</div>
		</Dialog>
	);
}
