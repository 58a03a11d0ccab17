// Questions in a table, each with its figures; the figures' columns can be sorted. Few ratings are sorted as less certain.
import { t } from "@lingui/core/macro";
import type { Schemas } from "../../../api/client";
import { TableScroll } from "../../../ui/TableScroll";
import { QuestionRow } from "./QuestionRow";
import { ariaSort, type Figure, next, type Sorting } from "./sorting";

const COLUMNS: readonly (readonly [Figure, string])[] = [
	["asked", t`Asked`],
	["last_asked", t`Last asked`],
	["rating_shrunk", t`Rating`],
	["tests", t`Tests passed`],
	["reports", t`Reports`],
];

interface Props {
	questions: readonly Schemas["QuestionFigures"][];
	sorting: Sorting | null;
	onSort(sorting: Sorting | null): void;
	onOpen(id: number): void;
}

export function QuestionTable({ questions, sorting, onSort, onOpen }: Props) {
	return (
		<TableScroll label={t`Questions and how they did`}>
			<thead>
				<tr>
					<th scope="col">{t`Question`}</th>
					{COLUMNS.map(([figure, label]) => (
						<th key={figure} scope="col" aria-sort={ariaSort(sorting, figure)}>
							<button type="button" className="sorter" onClick={() => onSort(next(sorting, figure))}>
								{label}
								<span aria-hidden="true">{mark(sorting, figure)}</span>
							</button>
						</th>
					))}
					<th scope="col">{t`Actions`}</th>
				</tr>
			</thead>
			<tbody>
				{questions.map((one) => (
					<QuestionRow key={one.id} question={one} onOpen={() => onOpen(one.id)} />
				))}
			</tbody>
		</TableScroll>
	);
}

function mark(sorting: Sorting | null, figure: Figure): string {
	if (sorting?.sort !== figure) return "";
	return sorting.ascending ? " ▲" : " ▼";
}
