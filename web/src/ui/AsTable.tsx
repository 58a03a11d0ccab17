// A plot's figures as a collapsible table.
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { TableScroll } from "./TableScroll";

interface TableProps {
	caption: string;
	columns: readonly string[];
	children: ReactNode;
}

/** The same figures for users who can't see the plot, or want exact values. */
export function AsTable({ caption, columns, children }: TableProps) {
	return (
		<details>
			<summary className="small">{t`Show as a table`}</summary>
			<TableScroll label={caption}>
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
			</TableScroll>
		</details>
	);
}
