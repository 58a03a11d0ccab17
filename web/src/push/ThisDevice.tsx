// Push on this device, and the list of the others.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, ok } from "../api/client";
import { inWords } from "../api/problems";
import { device } from "../pages/account/device";
import { useConfig } from "../sockets/useConfig";
import { Button } from "../ui/Button";
import { Failure } from "../ui/Notice";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { isPossible, state, turnOff, turnOn } from "./device";

export function ThisDevice() {
	const key = useConfig()?.push_key;
	const here = useQuery({ queryKey: ["push", "here"], queryFn: state, gcTime: 0 });
	const devices = useQuery({ queryKey: ["push", "devices"], queryFn: () => ok(api.GET("/notifications/devices")) });
	const again = () => Promise.all([here.refetch(), devices.refetch()]);
	const change = useMutation({
		mutationFn: async (on: boolean) => {
			if (!on) {
				await turnOff();
				const mine = devices.data?.items.find((one) => one.current);
				if (mine) await remove(mine.id);
			} else if (key) await turnOn(key);
		},
		onError: (problem) =>
			toast(
				problem instanceof DOMException
					? t`Your browser can’t reach its push service. Try again later.`
					: inWords(problem),
			),
		onSettled: again,
	});
	const end = useMutation({ mutationFn: remove, onError: (problem) => toast(inWords(problem)), onSettled: again });
	if (!key) return null;
	const isOn = here.data === "on";
	const others = devices.data?.items.filter((one) => !(one.current && isOn)) ?? [];
	return (
		<section className="card stack" aria-labelledby="this-device">
			<h2 id="this-device">{t`Notifications when Mock Mate is closed`}</h2>
			<div className="spread">
				<p className="muted">
					{here.data === "denied"
						? t`Your browser blocks notifications from this site. Allow them in its settings, then reload this page.`
						: !isPossible()
							? t`This browser can’t show them. On an iPhone or iPad, add Mock Mate to the Home Screen first.`
							: isOn
								? t`On for this device, until you log out here.`
								: t`Off for this device. People who see your screen may be able to read them.`}
				</p>
				{isPossible() && here.data && here.data !== "denied" && (
					<Button kind={isOn ? "plain" : "primary"} busy={change.isPending} onClick={() => change.mutate(!isOn)}>
						{isOn ? t`Turn off for this device` : t`Turn on for this device`}
					</Button>
				)}
			</div>
			<Failure error={devices.error} again={() => void devices.refetch()} />
			{others.length > 0 && (
				<ul className="lines" aria-label={t`Other devices`}>
					{others.map((one) => (
						<li key={one.id} className="spread">
							<div>
								<strong>{one.kind === "fcm" ? t`App` : device(one.user_agent)}</strong>
								<p className="small muted">
									<Trans>
										Since <Time at={one.created_at} />
									</Trans>
								</p>
							</div>
							<Button
								aria-label={t`Remove ${device(one.user_agent)}`}
								busy={end.isPending && end.variables === one.id}
								onClick={() => end.mutate(one.id)}
							>{t`Remove`}</Button>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}

function remove(id: number) {
	return ok(api.DELETE("/notifications/devices/{push_device_id}", { params: { path: { push_device_id: id } } }));
}
