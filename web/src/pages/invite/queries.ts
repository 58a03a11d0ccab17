// Reading, making and answering invitations.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { api, ok, type Schemas } from "../../api/client";
import { consentFirst } from "../../api/consent";
import { from, usePaged } from "../../api/paged";
import { enter, useBookingAction } from "../../api/queries";

export type Invitation = Schemas["InvitationOut"];

export function useInvitations() {
	return usePaged(["invitations", "all"], (cursor) =>
		ok(api.GET("/invitations", { params: { query: { limit: 20, ...from(cursor) } } })),
	);
}

export function useInvitation(made: Invitation) {
	const params = pathOf(made.id);
	return useQuery({
		queryKey: ["invitations", made.id],
		queryFn: () => ok(api.GET("/invitations/{invitation_id}", { params })),
		initialData: made,
	}).data;
}

function useInvitationAction<In, Out>(work: (input: In) => Promise<Out>) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: work,
		onSettled: () => void client.invalidateQueries({ queryKey: ["invitations"] }),
	});
}

export function useInvite() {
	return useInvitationAction(async (body: Schemas["InvitationIn"]) => {
		await consentFirst();
		return ok(api.POST("/invitations", { body }));
	});
}

export function useWithdraw() {
	return useInvitationAction((id: string) => ok(api.DELETE("/invitations/{invitation_id}", { params: pathOf(id) })));
}

export function useLook(token: string) {
	return useQuery({
		queryKey: ["invitation", token],
		queryFn: () => ok(api.POST("/invitations/look", { body: { token } })),
		enabled: token !== "",
		retry: false,
	});
}

/** An invitation that the user may answer: they have its link, or it is for them alone. */
export type Which = { token: string } | { id: string };

const pathOf = (id: string) => ({ path: { invitation_id: id } });

/** Accepts, and enters the waiting room of an interview that begins now. Doing it again has no other effect. */
export function useAccept(which: Which) {
	const client = useQueryClient();
	return useBookingAction(async ({ isNow, ...answer }: Schemas["AcceptanceIn"] & { isNow: boolean }) => {
		await consentFirst();
		const accepted = await ok(
			"token" in which
				? api.POST("/invitations/accept", { body: { ...which, ...answer } })
				: api.POST("/invitations/{invitation_id}/accept", { params: pathOf(which.id), body: answer }),
		);
		void client.invalidateQueries({ queryKey: ["invitations"] });
		if (isNow) await enter({ slot_id: accepted.slot_id });
		return accepted;
	});
}

export function useDecline(which: Which) {
	return useInvitationAction(() =>
		ok(
			"token" in which
				? api.POST("/invitations/decline", { body: which })
				: api.POST("/invitations/{invitation_id}/decline", { params: pathOf(which.id) }),
		),
	);
}

/** Takes the person who invites to the waiting room, too, when one of these is accepted that begins at once. */
export function useGoWhenAccepted(shown: readonly Invitation[]): void {
	const [, navigate] = useLocation();
	const open = useRef(new Set<string>());
	const went = useRef(false);
	const go = useBookingAction((slotId: number) => enter({ slot_id: slotId }));
	useEffect(() => {
		for (const one of shown) {
			if (one.status === "open") open.current.add(one.id);
			const isNow = one.is_mine && one.proposals.length === 0 && one.slot_id !== null;
			if (one.status !== "accepted" || !isNow || !open.current.has(one.id) || went.current) continue;
			went.current = true;
			const slotId = one.slot_id as number;
			// The page of the room says why, if it can't be entered.
			go.mutate(slotId, { onSettled: () => navigate(`/waiting?slot=${slotId}`) });
		}
	}, [shown, navigate, go.mutate]);
}
