// Practice by level, by topic, and by the tags of questions, with the ratings.
import { t } from "@lingui/core/macro";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import type { Progress } from "../../api/queries";
import { useTopicNames } from "../../live/topics/topics";
import { mean } from "../../ui/locale";
import { TableScroll } from "../../ui/TableScroll";
import { Level, TYPES } from "../../ui/words";

const MOST_TAGS = 12;

export function Levels({ figures }: { figures: Progress }) {
	const { levels, tags } = figures;
	// A server of before doesn't send them.
	const topics = figures.topics as Progress["topics"] | undefined;
	if (levels.length === 0) return null;
	return (
		<div className="standouts">
			<section className="card stack">
				<h2>{t`By level`}</h2>
				<Table
					label={t`By level`}
					head={t`Level`}
					rows={levels.map((one) => ({
						key: `${one.interview_type}-${one.difficulty}`,
						name: (
							<>
								{TYPES[one.interview_type]} · <Level of={one.difficulty} />
							</>
						),
						...one,
					}))}
				/>
			</section>
			{topics && topics.length > 0 && (
				<section className="card stack">
					<h2>{t`By topic`}</h2>
					<Table
						label={t`By topic`}
						head={t`Topic`}
						rows={topics.map((one) => ({ key: one.topic, name: <TopicLink slug={one.topic} />, ...one }))}
					/>
				</section>
			)}
			{tags.length > 0 && (
				<section className="card stack">
					<h2>{t`By subject`}</h2>
					<Table
						label={t`By subject`}
						head={t`Subject`}
						rows={tags.slice(0, MOST_TAGS).map((one) => ({ key: one.tag, name: one.tag.replaceAll("-", " "), ...one }))}
					/>
				</section>
			)}
		</div>
	);
}

/** The topic's name, leading to its interviews. */
function TopicLink({ slug }: { slug: string }) {
	return <Link href={`/history?topic=${slug}`}>{useTopicNames([slug])}</Link>;
}

interface Row {
	key: string;
	name: React.ReactNode;
	interviews: number;
	overall: Schemas["Ratings"];
}

function Table({ label, head, rows }: { label: string; head: string; rows: Row[] }) {
	return (
		<TableScroll label={label}>
			<thead>
				<tr>
					<th scope="col">{head}</th>
					<th scope="col">{t`Interviews`}</th>
					<th scope="col">{t`Overall`}</th>
				</tr>
			</thead>
			<tbody>
				{rows.map((row) => (
					<tr key={row.key}>
						<th scope="row">{row.name}</th>
						<td className="numbers">{row.interviews}</td>
						<td className="numbers">
							{row.overall.mean === null ? "–" : mean(row.overall.mean)}
							{row.overall.count > 0 && <span className="muted small"> {t`from ${row.overall.count}`}</span>}
						</td>
					</tr>
				))}
			</tbody>
		</TableScroll>
	);
}
