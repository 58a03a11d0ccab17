import { expect, test } from "vitest";
import { tablesIn } from "./schema";

test("tables are read from their definitions", () => {
	const sql = `
		-- Shops, and what they sell
		CREATE TABLE shops (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL DEFAULT 'a, (b', "opened at" DATE);
		INSERT INTO shops VALUES (1, 'x', NULL);
		create table if not exists sales (
			shop_id INTEGER REFERENCES shops (id), -- which
			price NUMERIC(10, 2) CHECK (price > 0),
			PRIMARY KEY (shop_id, price)
		);`;
	expect(tablesIn(sql)).toEqual([
		{
			name: "shops",
			columns: [
				{ name: "id", type: "INTEGER PRIMARY KEY" },
				{ name: "name", type: "VARCHAR(40) NOT NULL DEFAULT 'a, (b'" },
				{ name: "opened at", type: "DATE" },
			],
			rules: [],
		},
		{
			name: "sales",
			columns: [
				{ name: "shop_id", type: "INTEGER REFERENCES shops (id)" },
				{ name: "price", type: "NUMERIC(10, 2) CHECK (price > 0)" },
			],
			rules: ["PRIMARY KEY (shop_id, price)"],
		},
	]);
	expect(tablesIn("SELECT 1")).toEqual([]);
});
