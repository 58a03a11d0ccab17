// The start of practicing alone: pick kind and level, and take a question.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearch } from "wouter";
import { api, ok, once, type Schemas } from "../../api/client";
import type { Difficulty, InterviewType } from "../../api/queries";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Failure } from "../../ui/Notice";
import { LEVEL_OPTIONS, TYPE_OPTIONS } from "../../ui/words";
import { remembered } from "../home/practice";

export function Begin({ onBegun }: { onBegun(turnId: number): void }) {
	const given = new URLSearchParams(useSearch());
	const usual = remembered();
	const [type, setType] = useState(() => optionOf(TYPE_OPTIONS, given.get("type")) ?? usual.type);
	const [level, setLevel] = useState(() => optionOf(LEVEL_OPTIONS, given.get("level")) ?? usual.level);
	const client = useQueryClient();
	const begin = useMutation({
		mutationFn: (body: Schemas["SoloIn"]) => ok(api.POST("/solo/turns", { body, params: { header: once() } })),
		onSuccess: (turn) => {
			client.setQueryData(["solo", turn.id], turn);
			onBegun(turn.id);
		},
	});
	return (
		<section className="card stack solo-begin" aria-labelledby="solo-begin">
			<h2 id="solo-begin">{t`A question for you alone`}</h2>
			<p className="muted">
				{t`You get a question with its hints, its solution, and what to look for. It counts as seen: in interviews you are asked others, as long as there are new ones.`}
			</p>
			<Choice legend={t`Kind of interview`} hideLegend even options={TYPE_OPTIONS} value={type} onChange={setType} />
			<Choice legend={t`Level`} hideLegend even options={LEVEL_OPTIONS} value={level} onChange={setLevel} />
			<Button
				kind="primary"
				className="large"
				busy={begin.isPending}
				onClick={() => begin.mutate({ interview_type: type, difficulty: level })}
			>{t`Take a question`}</Button>
			<Failure error={begin.error} />
		</section>
	);
}

function optionOf<T extends InterviewType | Difficulty>(
	options: readonly (readonly [T, unknown])[],
	given: string | null,
): T | undefined {
	return options.find(([key]) => key === given)?.[0];
}
