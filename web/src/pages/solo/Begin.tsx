// The start of practicing alone: pick kind, level and topics, and take a question.
import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearch } from "wouter";
import { api, ok, once } from "../../api/client";
import { wishing } from "../../live/topics/topics";
import { Button } from "../../ui/Button";
import { Failure } from "../../ui/Notice";
import { PracticeChoice } from "../home/PracticeChoice";
import type { Practice } from "../home/practice";
import { soloWish } from "./wish";

export function Begin({ onBegun }: { onBegun(turnId: number): void }) {
	const search = useSearch();
	const [wish, setWish] = useState(() => soloWish(search));
	const client = useQueryClient();
	const begin = useMutation({
		mutationFn: ({ type, level, topics }: Practice) =>
			wishing(type, topics[type] ?? [], (slugs) => {
				const body = { interview_type: type, difficulty: level, topics: slugs };
				return ok(api.POST("/solo/turns", { body, params: { header: once() } }));
			}),
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
			<PracticeChoice
				value={wish}
				onChange={setWish}
				topicHint={t`Choose none for any topic. Of the questions that are new to you, those on a topic come first.`}
			/>
			<Button
				kind="primary"
				className="large"
				busy={begin.isPending}
				onClick={() => begin.mutate(wish)}
			>{t`Take a question`}</Button>
			<Failure error={begin.error} />
		</section>
	);
}
