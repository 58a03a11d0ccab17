// Renders the client, once its language is there.
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { queryClient } from "./api/queries";
import { runEffectsInTime } from "./timelyEffects";

export function render(): void {
	runEffectsInTime();
	createRoot(document.getElementById("root") as HTMLElement).render(
		<QueryClientProvider client={queryClient}>
			<App />
		</QueryClientProvider>,
	);
}
