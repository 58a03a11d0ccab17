// The device step during the wait: open by itself, unless it was done lately with the same devices, or skipped.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { CameraStartChoice } from "../../live/CameraStartChoice";
import { readChoices } from "../../room/media";
import { type Checked, isReady, readChecked, rememberChecked } from "../../room/ready/lately";
import { ReadyCheck } from "../../room/ready/ReadyCheck";
import { Button } from "../../ui/Button";
import { Time } from "../../ui/Time";

/** `opensItself`: not beside an interview, which has the camera. */
export function DeviceStep({ opensItself }: { opensItself: boolean }) {
	const [isOpen, setOpen] = useState(false);
	const [checked, setChecked] = useState(readChecked);
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (!opensItself) return;
		let isGone = false;
		void isNeeded().then((is) => !isGone && is && setOpen(true));
		return () => {
			isGone = true;
		};
	}, [opensItself]);
	const close = () => {
		setChecked(readChecked());
		setOpen(false);
	};
	const skip = () => {
		// One who has checked before, and looks once more, leaves that as it is.
		if (!checked?.devices) rememberChecked(null);
		close();
	};
	return (
		<section className="card stack" aria-labelledby="ready-step">
			<div className="spread">
				<h2 id="ready-step">{isOpen ? t`Ready before it starts` : t`Camera and microphone`}</h2>
				<Button ref={button} onClick={isOpen ? skip : () => setOpen(true)}>
					{isOpen ? t`Skip` : t`Check camera and microphone`}
				</Button>
			</div>
			{isOpen ? (
				<>
					<p className="muted">
						{t`Look whether you are seen and heard while you wait. You can take part without either: chat and the editor are always there.`}
					</p>
					<ReadyCheck
						onDone={() => {
							close();
							button.current?.focus();
						}}
					/>
				</>
			) : (
				<>
					<LastCheck checked={checked} />
					<CameraStartChoice />
				</>
			)}
		</section>
	);
}

function LastCheck({ checked }: { checked: Checked | null }) {
	return (
		<p className="muted">
			{checked?.devices ? (
				<Trans>
					Checked <Time at={new Date(checked.at).toISOString()} form="relative" />. Your choice applies in the room.
				</Trans>
			) : (
				t`You can take part without either: chat and the editor are always there.`
			)}
		</p>
	);
}

async function isNeeded(): Promise<boolean> {
	const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
	return !isReady(readChecked(), readChoices(), devices, Date.now());
}
