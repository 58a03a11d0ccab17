// Tells the one who speaks that captions of it are sent, where they are made, and how to send none.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import type { Given, GivenCaptions } from "./useGivenCaptions";

export function GivenSign({ captions, name }: { captions: GivenCaptions; name: string }) {
	const { given, give, refuse } = captions;
	const [closed, setClosed] = useState<Given | null>(null);
	if (closed !== null && closed !== given) setClosed(null);
	if (given === "unasked" || given === "checking" || given === closed) return null;
	const turnOn = <Button className="small-button" onClick={give}>{t`Turn captions on`}</Button>;
	const turnOff = <Button className="small-button" onClick={refuse}>{t`Turn captions off`}</Button>;
	const close = <Button kind="quiet" className="small-button" onClick={() => setClosed(given)}>{t`Close`}</Button>;
	switch (given) {
		case "on":
			return (
				<Notice action={turnOff}>
					{t`Captions are on: ${name} reads what you say.`}{" "}
					<span className="room-signs-more">
						{t`Your browser makes them on this device; they are sent to ${name} and not kept.`}
					</span>
				</Notice>
			);
		case "refused":
			return (
				<Notice
					action={
						<>
							{turnOn}
							{close}
						</>
					}
				>
					{t`${name} asks for captions of what you say. They are off.`}
				</Notice>
			);
		case "downloadable":
			return (
				<Notice
					action={
						<>
							{turnOn}
							<Button kind="quiet" className="small-button" onClick={refuse}>{t`No`}</Button>
						</>
					}
				>
					{t`${name} asks for captions of what you say. Your browser makes them on this device once it has downloaded the language.`}
				</Notice>
			);
		case "downloading":
			return <Notice action={turnOff}>{t`Your browser downloads the language for captions …`}</Notice>;
		case "unavailable":
			return (
				<Notice action={close}>
					{t`${name} asks for captions of what you say. Your browser can’t make them on this device, so there are none: write in the chat.`}
				</Notice>
			);
	}
}
