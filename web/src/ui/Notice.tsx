// An inline message on the page; screen readers announce errors.
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { inWords } from "../api/problems";
import { Button } from "./Button";
import { inLocalTime } from "./time";

type Tone = "plain" | "good" | "warn" | "bad" | "accent";

export function Notice({ tone = "plain", children, action }: { tone?: Tone; children: ReactNode; action?: ReactNode }) {
	return (
		<div className={`notice ${tone}`}>
			<div>{children}</div>
			{action}
		</div>
	);
}

/** Shows the error of a request, if any, with a way to try again. */
export function Failure({ error, again }: { error: unknown; again?: () => void }) {
	return (
		<div role="alert">
			{error ? (
				<Notice tone="bad" action={again && <Button onClick={again}>{t`Try again`}</Button>}>
					{inLocalTime(inWords(error))}
				</Notice>
			) : null}
		</div>
	);
}
