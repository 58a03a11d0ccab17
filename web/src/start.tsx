// Renders the client, once its language is there.
import { t } from "@lingui/core/macro";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { navigate } from "wouter/use-browser-location";
import { App } from "./App";
import { queryClient } from "./api/queryClient";
import { begin } from "./push/device";
import "./push/install";
import { runEffectsInTime } from "./timelyEffects";
import { watchTyping } from "./ui/typed";

export function render(): void {
	runEffectsInTime();
	watchTyping();
	begin(navigate);
	document
		.querySelector("meta[name=description]")
		?.setAttribute(
			"content",
			t`Practice technical and behavioral interviews with a real person at your level. Free and open source.`,
		);
	createRoot(document.getElementById("root") as HTMLElement).render(
		<QueryClientProvider client={queryClient}>
			<App />
		</QueryClientProvider>,
	);
}
