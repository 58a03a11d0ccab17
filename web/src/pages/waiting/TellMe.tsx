// Offers to notify about a match while another tab is in front; hidden when already decided or not possible.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button } from "../../ui/Button";

export function TellMe() {
	const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
	if (permission !== "default") return null;
	return (
		<Button
			onClick={() => void Notification.requestPermission().then(setPermission)}
		>{t`Tell me in other tabs too`}</Button>
	);
}
