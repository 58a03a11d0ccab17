// What the two people of a past interview said about meeting again.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";

export type AgainState = Schemas["AgainOut"];

const keyOf = (id: string) => ["again", id] as const;
const of = (id: string) => ({ path: { interview_id: id } });

export function useAgain(id: string) {
	return useQuery({
		queryKey: keyOf(id),
		queryFn: () => ok(api.GET("/interview/{interview_id}/again", { params: of(id) })),
	});
}

export function useAgainChange(id: string) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (body: Schemas["AgainIn"]) =>
			ok(api.PATCH("/interview/{interview_id}/again", { params: of(id), body })),
		onSuccess: (state) => client.setQueryData<AgainState>(keyOf(id), state),
	});
}
