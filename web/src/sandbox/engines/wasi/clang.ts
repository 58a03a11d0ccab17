// Compiles C and C++ with Clang, and runs the program.
import { File } from "@bjorn3/browser_wasi_shim";
import type { Engine, Program } from "../../engine";
import { compile } from "../../files";
import { runOrTry } from "../../trials";
import { runTool } from "./compiler";
import { type Folder, take, unpack } from "./folder";
import { lastMade } from "./lastMade";
import { type Manner, type Printer, runProgram } from "./program";

const LIBRARIES = "/usr/lib/wasm32-wasip1";
const EMULATED = ["getpid", "mman", "process-clocks", "signal"];
const STACK = 64 * 1024 * 1024;
const MOST_MEMORY = 1024 * 1024 * 1024;

// As `clang -###` prints it, without what are defaults.
const COMMON = [
	...[
		"-triple",
		"wasm32-unknown-wasip1",
		"-emit-obj",
		"-O2",
		"-disable-free",
		"-mframe-pointer=none",
		"-mconstructor-aliases",
	],
	...["-ffp-contract=on", "-fno-rounding-math", "-fvisibility=hidden", "-target-cpu", "generic", "-ferror-limit", "19"],
	...["-resource-dir", "/usr", "-isysroot", "/usr", "-fgnuc-version=4.2.1", "-vectorize-loops", "-vectorize-slp"],
	...EMULATED.map((one) => `-D_WASI_EMULATED_${one.toUpperCase().replace("-", "_")}`),
	// Else Clang takes it that this never happens, and WebAssembly has memory at address 0.
	...["-fsanitize=null,integer-divide-by-zero,return", "-fsanitize-minimal-runtime"],
];
const C_HEADERS = ["-internal-isystem", "/usr/include", "-internal-isystem", "/usr/include/wasm32-wasip1"];

interface Language {
	name: "c" | "cpp";
	compile: string[];
	link: string[];
}

export const C: Language = { name: "c", compile: [...C_HEADERS, "-std=gnu17", "-x", "c"], link: [] };
export const CPP: Language = {
	name: "cpp",
	compile: [
		...["-internal-isystem", "/usr/include/wasm32-wasip1/c++/v1", "-internal-isystem", "/usr/include/c++/v1"],
		...C_HEADERS,
		...["-std=gnu++20", "-fdeprecated-macro", "-fcxx-exceptions", "-fexceptions", "-exception-model=wasm"],
		...["-mllvm", "-wasm-enable-eh", "-target-feature", "+exception-handling", "-x", "c++"],
	],
	link: ["/usr/lib/exceptions.o", "--export=__cpp_exception", "-lc++", "-lc++abi"],
};

const MANNER: Manner = {
	isRecursive: () => true,
	tooDeep: ["Segmentation fault: the stack is full; functions call each other too deeply", 139],
};

interface Compiler {
	module: WebAssembly.Module;
	root: Folder;
}

let loaded: Promise<Compiler> | null = null;

async function load({ files }: Program): Promise<Compiler> {
	const [clang, sysroot] = [files["clang.wasm"], files["sysroot.tar"]];
	if (!clang || !sysroot) throw new Error("The compiler is not here.");
	const [module, root] = await Promise.all([compile(clang), unpack(sysroot)]);
	return { module, root };
}

/** Makes an engine of one of the languages; the compiler is kept for later runs. */
export function clangFor(language: Language): Engine {
	const once = lastMade();
	return async (program, context) => {
		context.loading();
		loaded ??= load(program);
		const compiler = await loaded;
		return await runOrTry(language.name, program, context, async (code, output) => {
			const made = await once(code, output, (printer) => make(language, code, compiler, printer));
			if (!made) return null;
			context.running();
			return await runProgram(made, "code", program.stdin, output, MANNER);
		});
	};
}

/** Compiles and links a program; what the compiler says is printed. Returns nothing if it refuses the program. */
async function make(language: Language, code: string, { module, root }: Compiler, output: Printer) {
	const clang = async (...args: string[]) => {
		const { text, exitCode } = await runTool(module, ["llvm", ...args], root);
		output.print("stderr", text);
		return exitCode === 0;
	};
	const file = `code.${language.name}`;
	root.set(file, new File(new TextEncoder().encode(code)));
	const source = [...COMMON, ...language.compile, file, "-o", "code.o", "-main-file-name", file];
	if (!(await clang("clang", "-cc1", ...source))) return null;
	const isLinked = await clang(
		...["wasm-ld", "-m", "wasm32", `${LIBRARIES}/crt1-command.o`, "code.o", "/usr/lib/stop.o", ...language.link],
		...[`-L${LIBRARIES}`, ...EMULATED.map((one) => `-lwasi-emulated-${one}`), "-lc-printscan-long-double", "-lc"],
		...["/usr/lib/wasm32-unknown-wasip1/libclang_rt.builtins.a", "-z", `stack-size=${STACK}`],
		...[`--max-memory=${MOST_MEMORY}`, "-o", "code.wasm"],
	);
	root.delete("code.o");
	return isLinked ? take(root, "code.wasm") : null;
}
