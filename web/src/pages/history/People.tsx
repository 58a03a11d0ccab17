// The actions on a person: block them, or report them.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { inWords } from "../../api/problems";
import { useProfile } from "../../api/queries";
import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import { ReportDialog } from "./ReportDialog";

export function Block({ peer }: { peer: Schemas["Person"] }) {
	const { data: me } = useProfile();
	const blocked = me?.blocks.includes(peer.id) ?? false;
	const change = useBlocks();
	const said = () =>
		toast(
			blocked ? t`You may be matched with ${nameOf(peer)} again.` : t`You won’t be matched with ${nameOf(peer)} again.`,
		);
	if (!me) return null;
	return (
		<Button
			kind="quiet"
			className="small-button"
			busy={change.isPending}
			onClick={() => change.mutate({ id: peer.id, blocked: !blocked }, { onSuccess: said })}
		>
			{blocked ? t`Unblock` : t`Don’t match us again`}
		</Button>
	);
}

/** Blocks or unblocks a person, starting from the server's latest list. */
export function useBlocks() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: async ({ id, blocked }: { id: number; blocked: boolean }) => {
			// Read again, to keep what another tab has blocked meanwhile.
			const { blocks } = await ok(api.GET("/users/me"));
			const others = blocks.filter((one) => one !== id);
			return ok(api.PATCH("/users/me", { body: { blocks: blocked ? [...others, id] : others } }));
		},
		onSuccess: () => client.invalidateQueries({ queryKey: ["me"] }),
		onError: (error) => toast(inWords(error)),
	});
}

export function ReportPerson({ peer, interviewId }: { peer: Schemas["Person"]; interviewId: string }) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button kind="quiet" className="small-button" onClick={() => setOpen(true)}>
				<Trans>Report {nameOf(peer)}</Trans>
			</Button>
			{open && (
				<ReportDialog
					title={t`Report ${nameOf(peer)}`}
					about={{ userId: peer.id, interviewId }}
					onClose={() => setOpen(false)}
				/>
			)}
		</>
	);
}
