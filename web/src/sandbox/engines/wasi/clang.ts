// Compiles C and C++ with Clang, and runs the program.
import { File } from "@bjorn3/browser_wasi_shim";
import type { Engine, Program } from "../../engine";
import { compile } from "../../files";
import { runTool } from "./compiler";
import { type Folder, take, unpack } from "./folder";
import { runProgram } from "./program";

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
	// Address 0 is memory as any other here.
	...["-fsanitize=null", "-fsanitize-minimal-runtime"],
];
const C_HEADERS = ["-internal-isystem", "/usr/include", "-internal-isystem", "/usr/include/wasm32-wasip1"];

interface Language {
	file: string;
	compile: string[];
	link: string[];
}

export const C: Language = { file: "code.c", compile: [...C_HEADERS, "-std=gnu17", "-x", "c"], link: [] };
export const CPP: Language = {
	file: "code.cpp",
	compile: [
		...["-internal-isystem", "/usr/include/wasm32-wasip1/c++/v1", "-internal-isystem", "/usr/include/c++/v1"],
		...C_HEADERS,
		...["-std=gnu++20", "-fdeprecated-macro", "-fcxx-exceptions", "-fexceptions", "-exception-model=wasm"],
		...["-mllvm", "-wasm-enable-eh", "-target-feature", "+exception-handling", "-x", "c++"],
	],
	link: ["/usr/lib/exceptions.o", "--export=__cpp_exception", "-lc++", "-lc++abi"],
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
	return async (program, { output, loading, running }) => {
		if (!loaded) loading();
		loaded ??= load(program);
		const { module, root } = await loaded;
		const clang = async (...args: string[]) => {
			const { text, exitCode } = await runTool(module, ["llvm", ...args], root);
			output.print("stderr", text);
			return exitCode === 0;
		};
		root.set(language.file, new File(new TextEncoder().encode(program.code)));
		const source = [...COMMON, ...language.compile, language.file, "-o", "code.o", "-main-file-name", language.file];
		if (!(await clang("clang", "-cc1", ...source))) return 1;
		const isLinked = await clang(
			...["wasm-ld", "-m", "wasm32", `${LIBRARIES}/crt1-command.o`, "code.o", "/usr/lib/stop.o", ...language.link],
			...[`-L${LIBRARIES}`, ...EMULATED.map((one) => `-lwasi-emulated-${one}`), "-lc-printscan-long-double", "-lc"],
			...["/usr/lib/wasm32-unknown-wasip1/libclang_rt.builtins.a", "-z", `stack-size=${STACK}`],
			...[`--max-memory=${MOST_MEMORY}`, "-o", "code.wasm"],
		);
		root.delete("code.o");
		if (!isLinked) return 1;
		const made = take(root, "code.wasm");
		running();
		return await runProgram(made, "code", program.stdin, output, () => true);
	};
}
