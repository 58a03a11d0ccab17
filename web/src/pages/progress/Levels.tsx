// Practice by level and by topic, with the ratings.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";
import type { Progress } from "../../api/queries";
import { mean } from "../../ui/locale";
import { TableScroll } from "../../ui/TableScroll";
import { Level, TYPES } from "../../ui/words";

const MOST_TAGS = 12;

export function Levels({ figures: { levels, tags } }: { figures: Progress }) {
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
			{tags.length > 0 && (
				<section className="card stack">
					<h2>{t`By topic`}</h2>
					<Table
						label={t`By topic`}
						head={t`Topic`}
						rows={tags.slice(0, MOST_TAGS).map((one) => ({ key: one.tag, name: one.tag.replaceAll("-", " "), ...one }))}
					/>
				</section>
			)}
		</div>
	);
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
