// The picture of the user: chosen from a file, and removed.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { pictureKey, removePicture, sendPicture, usePicture } from "../../api/pictures";
import type { Profile } from "../../api/queries";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { shrink } from "./shrink";

export function Picture({ me }: { me: Profile }) {
	const client = useQueryClient();
	const input = useRef<HTMLInputElement>(null);
	const picture = usePicture(me.id);
	const refresh = () => client.invalidateQueries({ queryKey: pictureKey(me.id) });
	const send = useMutation({
		mutationFn: async (file: File) => sendPicture(await shrink(file)),
		onSuccess: async () => {
			await refresh();
			toast(t`Picture saved.`);
		},
	});
	const remove = useMutation({
		mutationFn: removePicture,
		onSuccess: async () => {
			send.reset();
			await refresh();
			toast(t`Picture removed.`);
		},
	});
	if (me.is_minor) return null;
	return (
		<div className="own-picture">
			<Avatar person={me} large />
			<div className="stack">
				<div className="row">
					<Button busy={send.isPending} onClick={() => input.current?.click()}>
						{picture ? t`Change picture` : t`Choose a picture`}
					</Button>
					{picture && (
						<Button kind="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>{t`Remove picture`}</Button>
					)}
				</div>
				<p className="small muted">
					{picture
						? t`People you are matched with see it. Without one, they see your initials.`
						: t`People you are matched with see your initials, or a picture if you choose one.`}
				</p>
				<Failure error={send.error ?? remove.error} />
			</div>
			<input
				ref={input}
				type="file"
				accept="image/*"
				hidden
				onChange={(event) => {
					const file = event.currentTarget.files?.[0];
					// The same file can be chosen once more after a failure.
					event.currentTarget.value = "";
					if (file) send.mutate(file);
				}}
			/>
		</div>
	);
}
