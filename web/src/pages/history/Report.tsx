// Report or block somebody after an interview with them.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, ok, type Schemas } from "../../api/client";
import { fieldError } from "../../api/problems";
import { useProfile } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Select, TextField } from "../../ui/Field";
import { Failure } from "../../ui/Notice";
import { toast } from "../../ui/Toasts";
import { nameOf } from "../../ui/words";

const REASONS = [
	["harassment", "Harassment"],
	["inappropriate", "Inappropriate behaviour"],
	["cheating", "Cheating"],
	["spam", "Spam"],
	["other", "Something else"],
] as const;

export function Report({ peer, interviewId }: { peer: Schemas["Peer"]; interviewId: string }) {
	const [open, setOpen] = useState(false);
	return (
		<div className="row">
			<Block peer={peer} />
			<Button kind="quiet" className="small-button" onClick={() => setOpen(true)}>
				Report
			</Button>
			{open && <ReportDialog peer={peer} interviewId={interviewId} onClose={() => setOpen(false)} />}
		</div>
	);
}

function Block({ peer }: { peer: Schemas["Peer"] }) {
	const { data: me } = useProfile();
	const client = useQueryClient();
	const blocked = me?.blocks.includes(peer.id) ?? false;
	const change = useMutation({
		mutationFn: () => {
			const others = me?.blocks.filter((id) => id !== peer.id) ?? [];
			return ok(api.PATCH("/users/me", { body: { blocks: blocked ? others : [...others, peer.id] } }));
		},
		onSuccess: () => {
			toast(
				blocked ? `You may be matched with ${nameOf(peer)} again.` : `You won’t be matched with ${nameOf(peer)} again.`,
			);
			return client.invalidateQueries({ queryKey: ["me"] });
		},
		onError: (error) => toast(error.message),
	});
	if (!me) return null;
	return (
		<Button kind="quiet" className="small-button" busy={change.isPending} onClick={() => change.mutate()}>
			{blocked ? "Unblock" : "Don’t match us again"}
		</Button>
	);
}

function ReportDialog({ peer, interviewId, onClose }: { peer: Schemas["Peer"]; interviewId: string; onClose(): void }) {
	const [reason, setReason] = useState<Schemas["ReportReason"]>("harassment");
	const [text, setText] = useState("");
	const send = useMutation({
		mutationFn: () =>
			ok(
				api.POST("/users/{user_id}/report", {
					params: { path: { user_id: peer.id } },
					body: { reason, text: text.trim(), interview_id: interviewId },
				}),
			),
		onSuccess: () => {
			toast("Thank you. An administrator will look at it.");
			onClose();
		},
	});
	return (
		<Dialog title={`Report ${nameOf(peer)}`} onClose={onClose}>
			<form
				className="stack"
				onSubmit={(event) => {
					event.preventDefault();
					send.mutate();
				}}
			>
				<Select
					label="What it is about"
					value={reason}
					onChange={(value) => setReason(value as Schemas["ReportReason"])}
					options={REASONS}
				/>
				<TextField
					label="What happened?"
					hint="Only administrators read it."
					required
					maxLength={2000}
					value={text}
					onChange={(event) => setText(event.target.value)}
					error={fieldError(send.error, "text")}
				/>
				<Failure error={send.error} />
				<div className="dialog-actions">
					<Button onClick={onClose}>Back</Button>
					<Button type="submit" kind="primary" busy={send.isPending}>
						Send
					</Button>
				</div>
			</form>
		</Dialog>
	);
}
