// Codes of an app as the second step: a picture to scan, and a code that shows that the app has it.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../../api/client";
import { confirmed } from "../../../api/confirming";
import { CODE } from "../../../live/AskAgain";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { Failure } from "../../../ui/Notice";
import { toast } from "../../../ui/Toasts";
import type { Part } from "./part";

type Start = Schemas["TotpStart"];
const MARGIN = 4;

export function CodeApp({ keys, changed }: Part) {
	const [start, setStart] = useState<Start | null>(null);
	const begin = useMutation({ mutationFn: () => confirmed(() => ok(api.POST("/auth/totp"))), onSuccess: setStart });
	const stop = useMutation({
		mutationFn: () => confirmed(() => ok(api.DELETE("/auth/totp"))),
		onSuccess: () => toast(t`Codes are no longer asked for.`),
		onSettled: () => changed(),
	});
	const confirm = async ({ code }: { code: string }) => {
		const made = await confirmed(() => ok(api.POST("/auth/totp/confirm", { body: { code } })));
		setStart(null);
		await changed(made.recovery_codes);
	};
	return (
		<div className="stack">
			<h3>{t`Code app`}</h3>
			<p className="muted">
				{keys.totp_since
					? t`When you log in with your password, you are asked for a code of your app as well.`
					: t`An app on your phone shows a new code every half minute, which is asked for after your password.`}
			</p>
			<div>
				{keys.totp_since ? (
					<Button busy={stop.isPending} onClick={() => stop.mutate()}>{t`Turn codes off`}</Button>
				) : (
					!start && <Button busy={begin.isPending} onClick={() => begin.mutate()}>{t`Set up a code app`}</Button>
				)}
			</div>
			<Failure error={begin.error ?? stop.error} />
			{start && !keys.totp_since && (
				<>
					<Picture start={start} />
					<Form
						action={t`Turn codes on`}
						send={confirm}
						fields={[{ name: "code", label: t`Code of your app`, hint: t`The six digits that it shows now.`, ...CODE }]}
					/>
				</>
			)}
		</div>
	);
}

function Picture({ start }: { start: Start }) {
	const width = start.qr_size + 2 * MARGIN;
	return (
		<div className="stack">
			<p>{t`Scan this with the app, or type the key.`}</p>
			<svg
				className="qr"
				viewBox={`${-MARGIN} ${-MARGIN} ${width} ${width}`}
				role="img"
				aria-label={t`QR code for your app`}
			>
				<rect x={-MARGIN} y={-MARGIN} width={width} height={width} fill="#fff" />
				<path d={start.qr_path} fill="#000" shapeRendering="crispEdges" />
			</svg>
			<p>
				{t`Key:`} <code className="code-key">{start.secret.replace(/.{4}(?=.)/g, "$& ")}</code>
			</p>
			<p>
				<a href={start.uri}>{t`Open in an app on this device`}</a>
			</p>
		</div>
	);
}
