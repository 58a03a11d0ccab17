// How the user's camera begins in every room: in the account, and at the check of the devices.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok } from "../api/client";
import { type Profile, useProfile } from "../api/queries";
import { Select } from "../ui/Field";
import { Failure } from "../ui/Notice";
import { type CameraStart, useSiteStart } from "./cameraStart";

const NAMES: Record<CameraStart, string> = {
	off: t`Off until we both agree`,
	blurred: t`Blurred until we both agree`,
	on: t`On, as soon as the other agrees`,
};

export function CameraStartChoice() {
	const { data: me } = useProfile();
	// A server of before has no such choice.
	if (me?.camera_start === undefined) return null;
	if (me.is_minor) return <p className="small muted">{t`Cameras stay off in interviews between minors.`}</p>;
	return <Choice me={me} />;
}

function Choice({ me }: { me: Profile }) {
	const client = useQueryClient();
	const site = useSiteStart();
	const save = useMutation({
		mutationFn: (choice: CameraStart | null) => ok(api.PATCH("/users/me", { body: { camera_start: choice } })),
		onSuccess: (saved) => client.setQueryData(["me"], saved),
	});
	const usual = site ? NAMES[site] : "…";
	return (
		<>
			<Select
				label={t`My camera in a room`}
				hint={t`You see each other only when both of you want it.`}
				value={me.camera_start ?? ""}
				onChange={(value) => save.mutate((value || null) as CameraStart | null)}
				options={[["", t`As this site has it: ${usual}`], ...Object.entries(NAMES)]}
			/>
			<Failure error={save.error} />
		</>
	);
}
