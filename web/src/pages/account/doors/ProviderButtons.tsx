// Buttons that lead to the providers of this site, on the pages before login.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { api, ok } from "../../../api/client";
import { useConfig } from "../../../sockets/useConfig";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Notice";

export function ProviderButtons() {
	const providers = useConfig()?.providers ?? [];
	const go = useMutation({
		mutationFn: async (provider: string) => {
			const { url } = await ok(api.POST("/auth/providers/{provider}/start", { params: { path: { provider } } }));
			location.assign(url);
		},
	});
	if (providers.length === 0) return null;
	return (
		<div className="stack">
			{providers.map(({ name, label }) => (
				<Button
					key={name}
					className="wide"
					busy={go.isPending && go.variables === name}
					onClick={() => go.mutate(name)}
				>{t`Continue with ${label}`}</Button>
			))}
			<Failure error={go.error} />
		</div>
	);
}
