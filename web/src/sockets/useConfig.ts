// What this site has said of itself, for components.
import { useQuery } from "@tanstack/react-query";
import { readConfig } from "./config";

/** Nothing until it is here. */
export function useConfig() {
	return useQuery({ queryKey: ["config"], queryFn: readConfig, staleTime: Number.POSITIVE_INFINITY }).data;
}
