// Ends a restriction or a suspension before its time.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ok, type Schemas } from "../../api/client";
import { inWords } from "../../api/problems";
import { Button } from "../../ui/Button";
import { nameOf } from "../../ui/names";
import { toast } from "../../ui/Toasts";
import { MEASURES } from "./words";

export function Lift({ measure, person }: { measure: Schemas["MeasureOut"]; person: Schemas["Person"] }) {
	const client = useQueryClient();
	const lift = useMutation({
		mutationFn: () =>
			ok(api.POST("/moderation/measures/{measure_id}/lift", { params: { path: { measure_id: measure.id } } })),
		onSuccess: () => toast(t`Lifted.`),
		onError: (error) => toast(inWords(error)),
		onSettled: () => client.invalidateQueries({ queryKey: ["moderation"] }),
	});
	return (
		<Button
			className="small-button"
			busy={lift.isPending}
			aria-label={t`Lift: ${MEASURES[measure.kind]}, ${nameOf(person)}`}
			onClick={() => lift.mutate()}
		>{t`Lift`}</Button>
	);
}
