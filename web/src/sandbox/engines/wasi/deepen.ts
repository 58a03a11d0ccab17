// Lets functions of a program call each other as deeply as on a machine. A browser gives WebAssembly about one megabyte
// of stack, some ten thousand calls. Here each function that may call itself counts what the calls take, and before that
// is too much, goes on with another stack: it calls proc_exit with DEEPER + its place, which waits until the exported
// function `deeper` + place has ended, on a stack of its own. Arguments and result go through globals meanwhile. The
// exported global `used` has what the calls on the current stack take.
import { number, Reader, SECTION, signed, text } from "./binary";
import { type Body, Module, type Type } from "./functions";

/** Above all exit codes. */
export const DEEPER = 0x4000_0000;
/** What functions that are not counted have for themselves is the rest of a megabyte. Bytes. */
const FULL = 500_000;
/** What V8's simpler compiler takes for a call, and for each variable. Bytes. */
const [CALL, VARIABLE] = [160, 8];
const I32 = 0x7f;
const OP = { return: 0x0f, call: 0x10, get: 0x20, set: 0x21, globalGet: 0x23, globalSet: 0x24, i32: 0x41, add: 0x6a };
const GREATER = 0x4b;
const [IF, EMPTY, END] = [0x04, 0x40, 0x0b];

/** Returns the same program with deep recursion, or as it is where it has none or is of an unknown form. */
export function deepen(code: Uint8Array<ArrayBuffer>, mayRecurse: (name: string) => boolean): Uint8Array<ArrayBuffer> {
	let found: Module;
	try {
		found = new Module(code);
	} catch {
		return code;
	}
	const recursive = [...found.cycles()].filter((index) => mayRecurse(found.names.get(index) ?? ""));
	return recursive.length > 0 && found.exit >= 0 ? new Rewriting(found, recursive).bytes() : code;
}

class Rewriting {
	private readonly newTypes: number[][] = [];
	private readonly newFunctions: number[] = [];
	private readonly newGlobals: number[][] = [];
	private readonly newExports: number[][] = [];
	private readonly newBodies: Uint8Array[] = [];
	private readonly wrappers = new Map<number, number[]>();
	private readonly slots = new Map<string, number>();
	private readonly used: number;

	constructor(
		private readonly module: Module,
		recursive: readonly number[],
	) {
		this.used = this.addGlobal(I32);
		this.newExports.push([...text("used"), 3, ...number(this.used)]);
		const noArguments = module.types.length;
		this.newTypes.push([0x60, 0, 0]);
		for (const [place, index] of recursive.entries()) this.wrap(index, place, noArguments);
	}

	/** Puts the function's body at the end of all, and in its place a function that counts. */
	private wrap(index: number, place: number, noArguments: number): void {
		const { functions, types, bodies, imported, code, exit } = this.module;
		const type = types[functions[index] as number] as Type;
		const body = bodies[index - imported] as Body;
		const moved = this.addFunction(functions[index] as number, code.subarray(body.start, body.end));
		const size = CALL + VARIABLE * (body.variables + type.params.length);
		const slot = (kind: string, each: number, at = 0) => this.slot(`${kind}${each}-${at}`, each);
		const { used } = this;
		const before = type.params.length;
		this.wrappers.set(
			index,
			sized([
				...[1, 1, I32],
				...[OP.globalGet, ...number(used), 0x22, ...number(before), OP.i32, ...signed(FULL - size), GREATER, IF, EMPTY],
				...type.params.flatMap((each, at) => [
					OP.get,
					...number(at),
					OP.globalSet,
					...number(slot("argument", each, at)),
				]),
				...[OP.i32, ...signed(DEEPER + place), OP.call, ...number(exit)],
				...type.results.flatMap((each) => [OP.globalGet, ...number(slot("result", each))]),
				...[OP.return, END],
				...[OP.get, ...number(before), OP.i32, ...signed(size), OP.add, OP.globalSet, ...number(used)],
				...type.params.flatMap((_, at) => [OP.get, ...number(at)]),
				...[OP.call, ...number(moved)],
				...[OP.get, ...number(before), OP.globalSet, ...number(used), END],
			]),
		);
		const entry = this.addFunction(
			noArguments,
			new Uint8Array(
				sized([
					0,
					...type.params.flatMap((each, at) => [OP.globalGet, ...number(slot("argument", each, at))]),
					...[OP.call, ...number(index)],
					...type.results.flatMap((each) => [OP.globalSet, ...number(slot("result", each))]),
					END,
				]),
			),
		);
		this.newExports.push([...text(`deeper${place}`), 0, ...number(entry)]);
	}

	private addFunction(type: number, body: Uint8Array): number {
		this.newBodies.push(body);
		return this.module.functions.length + this.newFunctions.push(type) - 1;
	}

	private slot(name: string, type: number): number {
		const known = this.slots.get(name);
		if (known !== undefined) return known;
		const added = this.addGlobal(type);
		this.slots.set(name, added);
		return added;
	}

	private addGlobal(type: number): number {
		const zero: Record<number, number[]> = { 127: [0x41, 0], 126: [0x42, 0], 125: [0x43, 0, 0, 0, 0] };
		const initial = zero[type] ?? [0x44, 0, 0, 0, 0, 0, 0, 0, 0];
		return this.module.globals + this.newGlobals.push([type, 1, ...initial, END]) - 1;
	}

	bytes(): Uint8Array<ArrayBuffer> {
		const { code, sections } = this.module;
		const parts: (Uint8Array | number[])[] = [code.subarray(0, 8)];
		const more = new Map<number, number[][]>([
			[SECTION.type, this.newTypes],
			[SECTION.function, this.newFunctions.map(number)],
			[SECTION.global, this.newGlobals],
			[SECTION.export, this.newExports],
		]);
		for (const { id, start, end } of sections) {
			const added = more.get(id);
			if (id === 0) continue;
			const content: (Uint8Array | number[])[] = [];
			const at = new Reader(code, start);
			if (added) {
				content.push(number(at.number() + added.length), code.subarray(at.at, end), added.flat());
			} else if (id === SECTION.code) {
				content.push(number(at.number() + this.newBodies.length), ...this.oldBodies(), ...this.newBodies);
			} else content.push(code.subarray(start, end));
			parts.push([id, ...number(content.reduce((sum, one) => sum + one.length, 0))], ...content);
		}
		return joined(parts);
	}

	private oldBodies(): (Uint8Array | number[])[] {
		const { bodies, imported, code } = this.module;
		return bodies.map(({ start, end }, at) => this.wrappers.get(at + imported) ?? code.subarray(start, end));
	}
}

function sized(body: readonly number[]): number[] {
	return [...number(body.length), ...body];
}

function joined(parts: readonly (Uint8Array | number[])[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
