// What to practice now: kind, level, and topics.
import { t } from "@lingui/core/macro";
import { TopicChoice } from "../../live/topics/TopicChoice";
import { Choice } from "../../ui/Choice";
import { LEVEL_OPTIONS, TYPE_OPTIONS } from "../../ui/words";
import type { Practice } from "./practice";

interface Props {
	value: Practice;
	onChange(value: Practice): void;
	/** What a choice of topics does, where it is not for finding a partner. */
	topicHint?: string;
}

export function PracticeChoice({ value, onChange, topicHint }: Props) {
	const { type, level, topics } = value;
	return (
		<>
			<Choice
				legend={t`Kind of interview`}
				hideLegend
				even
				options={TYPE_OPTIONS}
				value={type}
				onChange={(chosen) => onChange({ ...value, type: chosen })}
			/>
			<Choice
				legend={t`Level`}
				hideLegend
				even
				options={LEVEL_OPTIONS}
				value={level}
				onChange={(chosen) => onChange({ ...value, level: chosen })}
			/>
			<TopicChoice
				type={type}
				value={topics[type] ?? []}
				hint={topicHint}
				onChange={(slugs) => onChange({ ...value, topics: { ...topics, [type]: slugs } })}
			/>
		</>
	);
}
