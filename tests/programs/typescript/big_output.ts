type Row = Readonly<Record<"id" | "square", number> & { label: string }>;
const rows: Row[] = Array.from({ length: 700 }, (_, id): Row => ({ id, square: id ** 2, label: `row ${id} ✓` }));
for (const row of rows) console.log(row);
console.log(rows);
process.exitCode = rows.length > 100 ? 2 : 0;
