// The checklist as the server has it; the navigation of the administrators' pages says how much of it is wrong.
import { useQuery } from "@tanstack/react-query";
import { api, ok } from "../../../api/client";

export function useChecklist() {
	return useQuery({
		queryKey: ["checklist"],
		queryFn: async () => (await ok(api.GET("/admin/checklist"))).items,
		staleTime: 60_000,
	});
}
