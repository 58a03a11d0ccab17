// The button that opens the device step, which is loaded only then.
import { t } from "@lingui/core/macro";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Broken } from "../../ui/Broken";
import { Button } from "../../ui/Button";

const CheckDialog = lazy(() => import("./CheckDialog"));

interface Props {
	kind?: "quiet" | "plain";
	className?: string;
	/** What is shown above the check. */
	children?: ReactNode;
}

export function CheckDevices({ kind = "plain", className = "small-button", children }: Props) {
	const [isOpen, setOpen] = useState(false);
	return (
		<>
			<Button kind={kind} className={className} onClick={() => setOpen(true)}>{t`Check camera and microphone`}</Button>
			{isOpen && (
				<Broken>
					<Suspense>
						<CheckDialog onClose={() => setOpen(false)}>{children}</CheckDialog>
					</Suspense>
				</Broken>
			)}
		</>
	);
}
