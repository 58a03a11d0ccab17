// Finds the functions of a WebAssembly program, and which of them may call themselves.
import { Reader, SECTION, type Section, type SectionName } from "./binary";

export interface Type {
	params: number[];
	results: number[];
}

export interface Body {
	/** With its size in front. */
	start: number;
	end: number;
	variables: number;
	calls: number[];
	callsTypes: number[];
}

/** A program as compilers for WASI write it. Throws an Error for one of another form. */
export class Module {
	readonly sections: Section[];
	readonly types: Type[];
	/** The type of each function, imported ones first. */
	readonly functions: number[] = [];
	readonly imported: number;
	readonly bodies: Body[];
	readonly names = new Map<number, string>();
	/** The index of proc_exit; -1 if the program never ends by it. */
	exit = -1;
	globals = 0;

	constructor(readonly code: Uint8Array<ArrayBuffer>) {
		this.sections = new Reader(code).sections();
		this.types = this.read("type", (at) => {
			at.byte();
			return { params: at.list(() => at.byte()), results: at.list(() => at.byte()) };
		});
		this.read("import", (at) => this.readImport(at));
		this.imported = this.functions.length;
		this.functions.push(...this.read("function", (at) => at.number()));
		this.globals += this.read("global", () => 0).length || 0;
		this.bodies = this.read("code", readBody);
		this.readNames();
	}

	section(name: SectionName): Section | undefined {
		return this.sections.find(({ id }) => id === SECTION[name]);
	}

	private read<Item>(name: SectionName, item: (at: Reader) => Item): Item[] {
		const section = this.section(name);
		if (!section) return [];
		const at = new Reader(this.code, section.start);
		return at.list(() => item(at));
	}

	private readImport(at: Reader): void {
		at.name();
		const name = at.name();
		// WASI's programs import nothing but functions.
		if (at.byte() !== 0) throw new Error(`${name} is no function`);
		if (name === "proc_exit") this.exit = this.functions.length;
		this.functions.push(at.number());
	}

	private readNames(): void {
		for (const { id, start, end } of this.sections) {
			const at = new Reader(this.code, start);
			if (id !== 0 || at.name() !== "name") continue;
			while (at.at < end) {
				const kind = at.byte();
				const next = at.number() + at.at;
				if (kind === 1)
					for (const [index, name] of at.list(() => [at.number(), at.name()] as const)) this.names.set(index, name);
				at.at = next;
			}
		}
	}

	/** Finds the functions that may be called again before they end. Calls by pointer may call all of the type. */
	cycles(): Set<number> {
		const byType = new Map<number, number[]>();
		for (const index of this.inTable()) {
			const type = this.functions[index] as number;
			byType.set(type, [...(byType.get(type) ?? []), index]);
		}
		// A type is a place of the graph, too, after all functions: else each call by pointer had thousands of edges.
		const after = this.functions.length;
		const next = (place: number): number[] => {
			if (place >= after) return byType.get(place - after) ?? [];
			const body = this.bodies[place - this.imported];
			return body ? [...body.calls, ...body.callsTypes.map((type) => after + type)] : [];
		};
		return new Set([...inCycles(after + this.types.length, next)].filter((place) => place < after));
	}

	private inTable(): Set<number> {
		const found = new Set<number>();
		this.read("element", (at) => {
			if (at.number() !== 0) throw new Error("a table's elements have another form");
			at.byte();
			at.skipNumber();
			at.byte();
			for (const index of at.list(() => at.number())) found.add(index);
		});
		return found;
	}
}

function readBody(at: Reader): Body {
	const start = at.at;
	const end = at.number() + at.at;
	const variables = at.list(() => {
		const count = at.number();
		at.byte();
		return count;
	});
	const [calls, callsTypes] = [new Set<number>(), new Set<number>()];
	while (at.at < end) {
		const { called, calledType } = at.instruction();
		if (called !== undefined) calls.add(called);
		if (calledType !== undefined) callsTypes.add(calledType);
	}
	return {
		start,
		end,
		variables: variables.reduce((sum, one) => sum + one, 0),
		calls: [...calls],
		callsTypes: [...callsTypes],
	};
}

/** Tarjan's strongly connected components, without recursion: those of more than one place, or with a call of itself. */
function inCycles(places: number, next: (place: number) => number[]): Set<number> {
	const found = new Set<number>();
	const [order, low] = [new Int32Array(places), new Int32Array(places)];
	const isOpen = new Uint8Array(places);
	const open: number[] = [];
	let count = 0;
	for (let root = 0; root < places; root++) {
		if (order[root]) continue;
		const path: { place: number; rest: number[] }[] = [];
		const enter = (place: number) => {
			order[place] = low[place] = ++count;
			isOpen[place] = 1;
			open.push(place);
			path.push({ place, rest: next(place) });
		};
		enter(root);
		for (let top = path.at(-1); top; top = path.at(-1)) {
			const { place, rest } = top;
			const other = rest.pop();
			if (other !== undefined) {
				if (other === place) found.add(place);
				if (!order[other]) enter(other);
				else if (isOpen[other]) low[place] = Math.min(low[place] as number, order[other] as number);
				continue;
			}
			path.pop();
			const above = path.at(-1)?.place;
			if (above !== undefined) low[above] = Math.min(low[above] as number, low[place] as number);
			if (low[place] !== order[place]) continue;
			const component = open.splice(open.lastIndexOf(place));
			for (const one of component) {
				isOpen[one] = 0;
				if (component.length > 1) found.add(one);
			}
		}
	}
	return found;
}
