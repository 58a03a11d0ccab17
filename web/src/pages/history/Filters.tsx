// The filters of the history: type, level, topic, days, and peer.
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import type { Difficulty, InterviewType, PastInterview } from "../../api/queries";
import { nameOfTopic } from "../../live/topics/topicNames";
import { useTopics } from "../../live/topics/topics";
import { Button } from "../../ui/Button";
import { Field, Select } from "../../ui/Field";
import { inOrder } from "../../ui/locale";
import { nameOf } from "../../ui/names";
import { LEVELS, TYPE_OPTIONS } from "../../ui/words";
import { asQuery, type Filter, NO_FILTER } from "./filter";

interface Props {
	filter: Filter;
	found: PastInterview[] | undefined;
	onChange(filter: Filter): void;
}

export function Filters({ filter, found, onChange }: Props) {
	const change = (changes: Partial<Filter>) => onChange({ ...filter, ...changes });
	const peers = usePeers(found);
	const topics = useTopics().filter((one) => !filter.type || one.interview_type === filter.type);
	return (
		<div className="history-filters">
			<Select
				label={t`Type`}
				value={filter.type}
				// A topic belongs to one type.
				onChange={(type) => change({ type: type as InterviewType | "", topic: "" })}
				options={[["", t`Both`], ...TYPE_OPTIONS]}
			/>
			<Select
				label={t`Level`}
				value={filter.difficulty}
				onChange={(difficulty) => change({ difficulty: difficulty as Difficulty | "" })}
				options={[["", t`Any`], ...Object.entries(LEVELS)]}
			/>
			{topics.length > 0 && (
				<Select
					label={t`Topic`}
					value={filter.topic}
					onChange={(topic) => change({ topic })}
					options={[["", t`Any`], ...topics.map((one) => [one.slug, nameOfTopic(one)] as const)]}
				/>
			)}
			<Field
				label={t`From`}
				type="date"
				value={filter.since}
				onChange={(event) => change({ since: event.target.value })}
			/>
			<Field
				label={t`To`}
				type="date"
				value={filter.until}
				onChange={(event) => change({ until: event.target.value })}
			/>
			<Select
				label={t`With`}
				value={filter.peer ? `${filter.peer}` : ""}
				onChange={(peer) => change({ peer: Number(peer) || null })}
				options={[["", t`Anyone`], ...byName(peers)]}
			/>
			{Object.keys(asQuery(filter)).length > 0 && (
				<Button kind="quiet" onClick={() => onChange(NO_FILTER)}>{t`Clear filters`}</Button>
			)}
		</div>
	);
}

/** All peers on the pages read so far, including those that a filter hides now. */
function usePeers(found: PastInterview[] | undefined): Map<number, string> {
	const [peers, setPeers] = useState(new Map<number, string>());
	useEffect(() => {
		if (found) setPeers((before) => new Map([...before, ...found.map(({ peer }) => [peer.id, nameOf(peer)] as const)]));
	}, [found]);
	return peers;
}

function byName(peers: Map<number, string>) {
	return [...peers].sort(([, a], [, b]) => inOrder(a, b)).map(([id, name]) => [`${id}`, name] as const);
}
