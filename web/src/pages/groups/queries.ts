// Groups, their members and their times, as the pages about them read and change them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";

export type Group = Schemas["GroupOut"];
export type Member = Schemas["MemberOut"];

export function useGroups(enabled = true) {
	return useQuery({ enabled, queryKey: ["groups"], queryFn: async () => (await ok(api.GET("/groups"))).items });
}

export function useGroup(id: number) {
	return useQuery({
		queryKey: ["groups", id],
		queryFn: () => ok(api.GET("/groups/{group_id}", { params: { path: { group_id: id } } })),
	});
}

/** The slots of a group that are still to come. */
export function useGroupSlots(id: number) {
	return useQuery({
		queryKey: ["slots", "group", id],
		queryFn: async () => (await ok(api.GET("/slots", { params: { query: { group_id: id, limit: 100 } } }))).items,
	});
}

/** A mutation that reads everything again that may show a group. */
export function useGroupAction<In, Out>(work: (input: In) => Promise<Out>) {
	const client = useQueryClient();
	return useMutation({
		mutationFn: work,
		onSettled: async () => {
			for (const key of ["slots", "rooms", "bookings", "match"]) void client.invalidateQueries({ queryKey: [key] });
			await client.invalidateQueries({ queryKey: ["groups"] });
		},
	});
}
