// A plot's figures as a table, folded away.
import type { ReactNode } from "react";

interface TableProps {
	caption: string;
	columns: readonly string[];
	children: ReactNode;
}

/** The same figures for who can't see the plot, or wants them exactly. */
export function AsTable({ caption, columns, children }: TableProps) {
	return (
		<details>
			<summary className="small">As a table</summary>
			<div className="table-scroll">
				<table>
					<caption className="visually-hidden">{caption}</caption>
					<thead>
						<tr>
							{columns.map((column) => (
								<th key={column} scope="col">
									{column}
								</th>
							))}
						</tr>
					</thead>
					<tbody>{children}</tbody>
				</table>
			</div>
		</details>
	);
}
