// The ratings in one role: a dimension week by week, and the means of all of them.
import { plural, t } from "@lingui/core/macro";
import { lazy, Suspense, useId, useState } from "react";
import { AsTable } from "../../ui/AsTable";
import { Bar } from "../../ui/Bar";
import { Select } from "../../ui/Field";
import { mean } from "../../ui/locale";
import { Loading } from "../../ui/Page";
import { wholeDay } from "../../ui/time";
import { change, ENOUGH_WEEKS, everyWeek, inWords, mostRated, type Rated } from "./figures";

const RatingsPlot = lazy(() => import("./RatingsPlot"));

interface Props {
	title: string;
	/** At least one. */
	dimensions: readonly Rated[];
	names: Readonly<Record<string, string>>;
	/** What to do about the lowest. */
	advice?: string | undefined;
}

export function Ratings({ title, dimensions, names, advice }: Props) {
	const id = useId();
	const [name, setName] = useState(() => mostRated(dimensions)?.dimension ?? "overall");
	const shown = dimensions.find((one) => one.dimension === name) ?? (dimensions[0] as Rated);
	const changed = change(shown);
	const dimension = names[shown.dimension] ?? shown.dimension;
	return (
		<section className="card stack" aria-labelledby={id}>
			<div className="spread">
				<h2 id={id}>{title}</h2>
				<Select
					label={t`Dimension`}
					hideLabel
					value={shown.dimension}
					onChange={setName}
					options={dimensions.map((one) => [one.dimension, names[one.dimension] ?? one.dimension] as const)}
				/>
			</div>
			<p aria-live="polite">
				<strong>{dimension}:</strong> {inWords(shown)} {changed}
			</p>
			{advice && <p>{advice}</p>}
			{shown.weeks.length >= ENOUGH_WEEKS ? (
				<Suspense fallback={<Loading height={220} />}>
					<RatingsPlot key={shown.dimension} weeks={everyWeek(shown.weeks)} />
				</Suspense>
			) : (
				<p className="muted">
					{plural(shown.weeks.length, {
						one: `Charts appear after ${ENOUGH_WEEKS} weeks with ratings; there is # week so far.`,
						other: `Charts appear after ${ENOUGH_WEEKS} weeks with ratings; there are # weeks so far.`,
					})}
				</p>
			)}
			<AsTable caption={t`${dimension}, by week`} columns={[t`Week of`, t`Mean`, t`Ratings`, t`Spread`]}>
				{shown.weeks.map((week) => (
					<tr key={week.week}>
						<th scope="row">{wholeDay(week.week)}</th>
						<td className="numbers">{week.mean !== null && mean(week.mean)}</td>
						<td className="numbers">{week.count}</td>
						<td className="numbers">{week.spread === null ? "–" : mean(week.spread)}</td>
					</tr>
				))}
			</AsTable>
			<dl className="marks">
				{dimensions.map((one) => (
					<div key={one.dimension}>
						<dt>{names[one.dimension]}</dt>
						<dd className="numbers">
							<Bar mark={one.mean ?? 0} />
							{one.mean !== null && mean(one.mean)}
							<span className="muted small"> {basis(one)}</span>
						</dd>
					</div>
				))}
			</dl>
		</section>
	);
}

/** What a mean rests on: "from 7, give or take 0.6". */
function basis({ count, spread }: Rated): string {
	if (spread === null) return t`from ${count}`;
	const typical = mean(spread);
	return t`from ${count}, give or take ${typical}`;
}
