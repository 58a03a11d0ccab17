// What to practice now: kind, level, and topics.
import { t } from "@lingui/core/macro";
import { TopicChoice } from "../../live/topics/TopicChoice";
import { Choice } from "../../ui/Choice";
import { LEVEL_OPTIONS, TYPE_OPTIONS } from "../../ui/words";
import type { Practice } from "./practice";

export function PracticeChoice({ value, onChange }: { value: Practice; onChange(value: Practice): void }) {
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
				onChange={(slugs) => onChange({ ...value, topics: { ...topics, [type]: slugs } })}
			/>
		</>
	);
}
