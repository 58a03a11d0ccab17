// The questions of an import as a table: what becomes of each, what is changed, what is missing, and what is wrong.
import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { Button } from "../../../ui/Button";
import { list } from "../../../ui/locale";
import { TableScroll } from "../../../ui/TableScroll";
import { partName } from "../questions/lacks";
import { type Item, inOrder, OUTCOMES } from "./report";

const PAGE = 100;
const TONES = { refused: "bad", draft: "warn", added: "good", replaced: "accent", unchanged: "" };

export function Preview({ items }: { items: readonly Item[] }) {
	const [count, setCount] = useState(PAGE);
	if (items.length === 0) return null;
	const left = items.length - count;
	return (
		<>
			<TableScroll label={t`Questions in these files`}>
				<thead>
					<tr>
						<th scope="col">{t`Outcome`}</th>
						<th scope="col">{t`Title`}</th>
						<th scope="col">{t`Remarks`}</th>
						<th scope="col">{t({ message: "From", context: "source" })}</th>
					</tr>
				</thead>
				<tbody>
					{inOrder(items)
						.slice(0, count)
						.map((item) => (
							<Row key={`${item.source} ${item.slug}`} item={item} />
						))}
				</tbody>
			</TableScroll>
			{left > 0 && (
				<div className="more">
					<Button onClick={() => setCount(count + PAGE)}>
						{plural(left, { one: "Show more (# left)", other: "Show more (# left)" })}
					</Button>
				</div>
			)}
		</>
	);
}

function Row({ item }: { item: Item }) {
	return (
		<tr className="import-row">
			<td>
				<span className={`tag ${TONES[item.outcome]}`}>{OUTCOMES[item.outcome]}</span>
			</td>
			<th scope="row">
				<bdi>{item.title || "–"}</bdi>
			</th>
			<td className="remarks">
				<Remarks title={t`Wrong`} lines={item.faults} />
				<Remarks title={t`Missing`} lines={item.missing.length > 0 ? [list(item.missing.map(partName))] : []} />
				<Remarks title={t`Changed`} lines={item.changes} />
			</td>
			<td className="source">{item.source}</td>
		</tr>
	);
}

function Remarks({ title, lines }: { title: string; lines: readonly string[] }) {
	if (lines.length === 0) return null;
	if (lines.length === 1) {
		return (
			<p>
				{title}: {lines[0]}
			</p>
		);
	}
	return (
		<details>
			<summary>
				{title}: {lines[0]} … ({lines.length})
			</summary>
			<ul className="bullets">
				{lines.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
		</details>
	);
}
