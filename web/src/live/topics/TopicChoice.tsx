// The topics that a person wishes for: any number of those on offer, or none for any.
import { t } from "@lingui/core/macro";
import { useId } from "react";
import type { InterviewType } from "../../api/queries";
import { nameOfTopic, offeredOf, useTopics } from "./topics";

interface Props {
	type: InterviewType;
	value: readonly string[];
	onChange(slugs: string[]): void;
	error?: string | undefined;
	hint?: string;
}

export function TopicChoice({ type, value, onChange, error, hint }: Props) {
	const id = useId();
	const topics = offeredOf(useTopics(), type);
	if (topics.length === 0) return null;
	const toggle = (slug: string) =>
		onChange(value.includes(slug) ? value.filter((one) => one !== slug) : [...value, slug]);
	return (
		<fieldset aria-describedby={`${id}-hint`}>
			<legend>{t`Topics`}</legend>
			<div className="choice">
				{topics.map((topic) => (
					<label key={topic.slug}>
						<input type="checkbox" checked={value.includes(topic.slug)} onChange={() => toggle(topic.slug)} />
						{nameOfTopic(topic)}
					</label>
				))}
			</div>
			<p className="small muted" id={`${id}-hint`}>
				{hint ??
					t`Choose none for any topic. A partner with a topic in common is preferred, but nobody waits longer for one.`}
			</p>
			{error && <p className="field-error">{error}</p>}
		</fieldset>
	);
}
