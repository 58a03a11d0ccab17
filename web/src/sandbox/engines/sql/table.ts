// Rows as a table of text, as `sqlite3 -box` draws them.

/** Draws a table. A value of several lines takes as many, and lines then part all rows. */
export function box(columns: readonly string[], rows: readonly (readonly string[])[]): string {
	const cells = rows.map((row) => row.map((text) => text.split("\n")));
	const widths = columns.map((name, column) =>
		Math.max(width(name), ...cells.map((row) => Math.max(...(row[column] ?? []).map(width)))),
	);
	const line = (left: string, middle: string, right: string) =>
		`${left}${widths.map((one) => "─".repeat(one + 2)).join(middle)}${right}\n`;
	const shown = (texts: readonly string[]) => `│ ${texts.join(" │ ")} │\n`;
	const between = cells.some((row) => row.some((lines) => lines.length > 1)) ? line("├", "┼", "┤") : "";
	const body = cells.map((row) => {
		const height = Math.max(...row.map((lines) => lines.length));
		return Array.from({ length: height }, (_, at) =>
			shown(widths.map((size, column) => padded(row[column]?.[at] ?? "", size))),
		).join("");
	});
	return [
		line("┌", "┬", "┐"),
		shown(columns.map((name, column) => centered(name, widths[column] ?? 0))),
		line("├", "┼", "┤"),
		body.join(between),
		line("└", "┴", "┘"),
	].join("");
}

function width(text: string): number {
	return [...text].length;
}

function padded(text: string, size: number): string {
	return text + " ".repeat(size - width(text));
}

function centered(text: string, size: number): string {
	const free = size - width(text);
	const left = Math.floor(free / 2);
	return " ".repeat(left) + text + " ".repeat(free - left);
}
