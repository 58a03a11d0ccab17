// PostgreSQL, as PGlite, where it is installed.
import { compile, type Files, importFrom } from "../../files";
import { type Database, lineOf, type Outcome, StatementError, type Value } from "./database";
import { type Part, split } from "./split";

/** What is used of PGlite's messages, which are those of PostgreSQL's protocol. */
interface Message {
	name: string;
	/** Of rowDescription and dataRow. */
	fields?: { name: string; dataTypeID: number }[] | (string | null)[];
	/** Of commandComplete, such as "INSERT 0 2". */
	text?: string;
}

interface Notice {
	severity?: string;
	message?: string;
	detail?: string;
	hint?: string;
	position?: string;
}

interface PGlite {
	waitReady: Promise<void>;
	execProtocol(message: Uint8Array, options: { onNotice(notice: Notice): void }): Promise<{ messages: Message[] }>;
	close(): Promise<void>;
}

interface Module {
	PGlite: new (options: object) => PGlite;
	protocol: { serialize: { query(statement: string): Uint8Array } };
}

interface Loaded {
	module: Module;
	options: object;
}

let loaded: Promise<Loaded> | null = null;
let prepared: Promise<PGlite> | null = null;

async function load(files: Files): Promise<Loaded> {
	const file = (name: string) => {
		const found = files[name];
		if (!found) throw new Error(`${name} is not installed here.`);
		return found;
	};
	const [module, pgliteWasmModule, initdbWasmModule] = await Promise.all([
		importFrom<Module>(file("pglite.js")),
		compile(file("pglite.wasm")),
		compile(file("initdb.wasm")),
	]);
	return { module, options: { pgliteWasmModule, initdbWasmModule, fsBundle: file("pglite.data") } };
}

async function prepare(files: Files): Promise<PGlite> {
	loaded ??= load(files);
	const { module, options } = await loaded;
	const db = new module.PGlite(options);
	await db.waitReady;
	return db;
}

/** Opens an empty database in memory. The next one is prepared when it is closed. */
export async function openPostgres(files: Files, complain: (text: string) => void): Promise<Database> {
	prepared ??= prepare(files);
	const db = await prepared;
	prepared = null;
	const { module } = await (loaded ?? load(files));
	const onNotice = (notice: Notice) => complain(inWords(notice));
	return {
		async run(script, done) {
			for (const part of split(script)) {
				try {
					const { messages } = await db.execProtocol(module.protocol.serialize.query(part.statement), { onNotice });
					done(outcomeOf(messages));
				} catch (error) {
					throw new StatementError(inWords(error as Notice).trimEnd(), lineOfError(script, part, error as Notice));
				}
			}
		},
		close() {
			void db.close();
			// Once this run's end has been told.
			setTimeout(() => {
				prepared ??= prepare(files);
			});
		},
	};
}

function inWords({ severity = "ERROR", message = "", detail, hint }: Notice): string {
	return `${severity}:  ${message}\n${detail ? `DETAIL:  ${detail}\n` : ""}${hint ? `HINT:  ${hint}\n` : ""}`;
}

function lineOfError(script: string, { statement, place }: Part, { position }: Notice): number {
	// It is counted in characters, not in units of UTF-16.
	const before = [...statement].slice(0, Number(position ?? 1) - 1).join("").length;
	return lineOf(script, place + before);
}

const CHANGES: Record<string, "inserted" | "updated" | "deleted"> = {
	INSERT: "inserted",
	UPDATE: "updated",
	DELETE: "deleted",
};

function outcomeOf(messages: readonly Message[]): Outcome {
	const columns = messages.find((one) => one.name === "rowDescription")?.fields as
		| { name: string; dataTypeID: number }[]
		| undefined;
	const rows = messages.filter((one) => one.name === "dataRow").map((one) => one.fields as (string | null)[]);
	const tag = messages.findLast((one) => one.name === "commandComplete")?.text?.split(" ") ?? [];
	const how = CHANGES[tag[0] ?? ""];
	return {
		rows: columns && {
			columns: columns.map((one) => one.name),
			values: rows.map((row) => row.map((text, at) => asJson(text, columns[at]?.dataTypeID))),
			texts: rows.map((row) => row.map((text) => text ?? "NULL")),
		},
		changed: how && { how, count: Number(tag.at(-1)) },
	};
}

const [BOOL, INT8, INT2, INT4, JSON_TYPE, FLOAT4, FLOAT8, NUMERIC, JSONB] = [16, 20, 21, 23, 114, 700, 701, 1700, 3802];
const NUMBERS = new Set<number | undefined>([INT8, INT2, INT4, FLOAT4, FLOAT8, NUMERIC]);

function asJson(text: string | null, type: number | undefined): Value {
	if (text === null) return null;
	if (type === BOOL) return text === "t";
	if (type === JSON_TYPE || type === JSONB) return JSON.parse(text);
	if (!NUMBERS.has(type)) return text;
	const number = Number(text);
	// What is not JSON, or would be another number, stays a text.
	const isExact = Number.isFinite(number) && (Number.isSafeInteger(number) || !Number.isInteger(number));
	return isExact ? number : text;
}
