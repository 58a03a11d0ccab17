// Evaluates the program as Node does a .js file: as CommonJS, or as an ES module if it can only be one.
import { apply, defineProperty, hasOwn, NativePromise, ownKeys, stringify } from "./intrinsics";
import { requireModule } from "./modules";
import { setColumns } from "./stacks";
import { SyntaxFault } from "./translated";

const PARAMETERS = ["exports", "require", "module", "__filename", "__dirname"];
const BEGIN = `(function (${PARAMETERS.join(", ")}) {`;
const MODULE_SYNTAX = /^\s*(import\b(?!\s*\()|export\b)|\bimport\s*\.\s*meta\b/m;
/** What modules call; such names are no program's. */
const [BEGUN, LOOK, IMPORT, META] = ["$begun", "$look", "$imprt", "importMeta$"];

/** A program whose evaluation has begun. */
export interface Evaluated {
	/** Of a module: when its first statement has run, and when its last. */
	module: { started: Promise<void>; ended: Promise<unknown> } | null;
	/** The value that the program has under one of the wanted names, if any. */
	find(name: string): unknown;
}

function failure(make: () => unknown): unknown {
	try {
		make();
		return null;
	} catch (error) {
		return error;
	}
}

/**
 * Prepares a program; the function that is returned begins it. `wanted` are names to find in it. Throws SyntaxFault, or
 * that there is no module of a name.
 */
export async function prepare(file: string, code: string, wanted: readonly string[]): Promise<() => Evaluated> {
	const own = code.replace(/^#!/, "//");
	const text = /\b(import|export)\b/.test(own) ? await withImports(own) : { code: own, isModule: false };
	const names = wanted.filter(
		(name) => /^[A-Za-z_$][\w$]*$/.test(name) && !failure(() => new Function(`typeof ${name}`)),
	);
	const look = names.length > 0 ? `\n;${LOOK}({ ${names.map(lookFor).join(", ")} });` : "";
	const end = `\n//# sourceURL=${file}`;
	let found: Readonly<Record<string, () => unknown>> = {};
	define(LOOK, (looks: Record<string, () => unknown>) => {
		found = looks;
	});
	define(IMPORT, importModule);
	const findIn = (exports: () => unknown) => ({
		find: (name: string) => (hasOwn(found, name) ? found[name]?.() : undefined) ?? exported(exports(), name),
	});
	if (!text.isModule) {
		const program = `${BEGIN}${text.code}${look}\n})${end}`;
		if (!failure(() => new Function(...PARAMETERS, text.code))) {
			return () => {
				setColumns(BEGIN.length);
				const exports = runCommonJs(file, program);
				return { module: null, ...findIn(exports) };
			};
		}
		const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
		if (failure(() => new AsyncFunction(text.code))) {
			setColumns(BEGIN.length);
			// Its place is right in the very text that would have been run. What ends too early meets our parenthesis.
			const error = failure(() => run(program));
			const isUnclosed = `${error}`.endsWith("Unexpected token ')'");
			throw new SyntaxFault(isUnclosed ? failure(() => run(BEGIN + text.code)) : error);
		}
	}
	return () => {
		setColumns(BEGUN.length + 3);
		const { exports, ...module } = runModule(file, `${BEGUN}();${text.code}${look}${end}`);
		return { module, ...findIn(exports) };
	};
}

// biome-ignore lint/security/noGlobalEval: to run people's programs is what this worker is for.
const run = globalThis.eval;

const lookFor = (name: string) => `${stringify(name)}: () => typeof ${name} === "undefined" ? undefined : ${name}`;

function define(name: string, value: unknown): void {
	defineProperty(globalThis, name, { value, configurable: true });
}

function runCommonJs(file: string, text: string): () => unknown {
	const module = { exports: {} };
	const require = Object.assign((id: unknown) => requireModule(id), { main: module, cache: {} });
	const program = run(text) as (...values: unknown[]) => unknown;
	apply(program, module.exports, [module.exports, require, module, `/${file}`, "/"]);
	return () => module.exports;
}

function runModule(file: string, text: string) {
	let namespace: unknown;
	define(META, { url: `file:///${file}`, filename: `/${file}`, dirname: "/", main: true });
	const started = new NativePromise<void>((resolve) => define(BEGUN, resolve));
	const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
	const ended = import(/* @vite-ignore */ address).then(
		(all) => {
			namespace = all;
		},
		(error) => {
			if (error instanceof SyntaxError) error.message = withNames(error.message);
			throw error;
		},
	);
	return { started, ended, exports: () => namespace };
}

function exported(exports: unknown, wanted: string): unknown {
	if (typeof exports === "function") return exports;
	if (typeof exports !== "object" || exports === null) return undefined;
	const all = exports as Record<string, unknown>;
	if (hasOwn(all, wanted)) return all[wanted];
	return hasOwn(all, "default") ? exported(all.default, wanted) : undefined;
}

function importModule(id: unknown): Promise<unknown> {
	return new Promise((resolve) => resolve(namespaceOf(requireModule(`${id}`))));
}

function namespaceOf(module: unknown): unknown {
	return Object.assign(Object.create(null), module, { default: module });
}

const PROVIDE = "$mm_module";

const addresses = new Map<string, string>();

/** Puts the names of modules in place of their addresses. */
function withNames(message: string): string {
	return message.replace(/blob:[^']*/, (address) => addresses.get(address) ?? address);
}

/** The address of an ES module that exports what one of Node's modules has. */
function addressOf(name: string): string {
	const module = requireModule(name) as object;
	const names = ownKeys(module).filter(
		(one) => typeof one === "string" && /^[A-Za-z_$][\w$]*$/.test(one) && !RESERVED.has(one),
	);
	const lines = `const all = ${PROVIDE}(${stringify(name)});\nexport default all;\nexport const { ${names.join(", ")} } = all;`;
	define(PROVIDE, requireModule);
	const address = URL.createObjectURL(new Blob([lines], { type: "text/javascript" }));
	addresses.set(address, name);
	return address;
}

const RESERVED = new Set(["default", "prototype", "length", "name", "arguments", "caller"]);

/** Says whether the code is an ES module, and puts addresses in place of the names of the modules it imports. */
async function withImports(code: string): Promise<{ code: string; isModule: boolean }> {
	const lexer = await import("es-module-lexer/minimal");
	await lexer.init();
	let parsed: ReturnType<typeof lexer.parse>;
	try {
		parsed = lexer.parse(code);
	} catch {
		return { code, isModule: MODULE_SYNTAX.test(code) };
	}
	const [imports, exports] = parsed;
	let text = "";
	let from = 0;
	for (const { n: name, s: start, e: end, ss: statement, d: kind } of imports) {
		if (kind === -1) {
			text += code.slice(from, start) + addressOf(name ?? "");
			from = end;
		} else {
			// As long as what it replaces, so that columns stay.
			const word = kind === -2 ? META : IMPORT;
			text += code.slice(from, kind === -2 ? start : statement) + word;
			from = kind === -2 ? end : statement + IMPORT.length;
		}
	}
	const isModule = exports.length > 0 || imports.some(({ d: kind }) => kind < 0) || /^\s*export\s*\{\s*\}/m.test(code);
	return { code: text + code.slice(from), isModule };
}
