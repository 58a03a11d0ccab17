// Logging in with a passkey, which needs neither a name nor a password.
import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../api/client";
import { sign, usePasskeys } from "../live/passkeys";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Notice";

export function PasskeyLogin({ finish }: { finish(answer: Promise<Schemas["SessionOut"]>): Promise<void> }) {
	const canUse = usePasskeys();
	const logIn = useMutation({
		mutationFn: async () => {
			const { options } = await ok(api.POST("/auth/passkeys/login/options"));
			const passkey = await sign(options);
			await finish(ok(api.POST("/auth/passkeys/login", { body: { passkey } })));
		},
	});
	if (!canUse) return null;
	return (
		<>
			<Button className="wide" busy={logIn.isPending} onClick={() => logIn.mutate()}>{t`Log in with a passkey`}</Button>
			<Failure error={logIn.error} />
		</>
	);
}
