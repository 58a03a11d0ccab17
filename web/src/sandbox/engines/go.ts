// Runs Go in this worker: its own compiler and linker, compiled for WASI, make a program for WASI.
import { File } from "@bjorn3/browser_wasi_shim";
import { type Program, serve } from "../engine";
import { compile } from "../files";
import { runOrTry } from "../trials";
import { runTool } from "./wasi/compiler";
import { type Folder, take, unpack } from "./wasi/folder";
import { lastMade } from "./wasi/lastMade";
import { type Manner, type Printer, runProgram } from "./wasi/program";

const MANNER: Manner = {
	// Only the program's own functions, so that Go's are not slower.
	isRecursive: (name) => name.startsWith("main."),
	tooDeep: ["fatal error: stack overflow", 2],
};

interface Toolchain {
	compiler: WebAssembly.Module;
	linker: WebAssembly.Module;
	root: Folder;
}

let loaded: Promise<Toolchain> | null = null;
const once = lastMade();

async function load({ files }: Program): Promise<Toolchain> {
	const [compiler, linker, packages] = [files["compile.wasm"], files["link.wasm"], files["packages.tar"]];
	if (!compiler || !linker || !packages) throw new Error("The compiler is not here.");
	const loading = [compile(compiler), compile(linker), unpack(packages)] as const;
	const [compilerModule, linkerModule, root] = await Promise.all(loading);
	return { compiler: compilerModule, linker: linkerModule, root };
}

serve(async (program, context) => {
	context.loading();
	loaded ??= load(program);
	const toolchain = await loaded;
	return await runOrTry("go", program, context, async (code, output) => {
		const made = await once(code, output, (printer) => make(code, toolchain, printer));
		if (!made) return null;
		context.running();
		return await runProgram(made, "code", program.stdin, output, MANNER);
	});
});

/** Compiles and links a program; what the compiler says is printed. Returns nothing if it refuses the program. */
async function make(code: string, { compiler, linker, root }: Toolchain, output: Printer) {
	const tool = async (module: WebAssembly.Module, ...args: string[]) => {
		// Collecting garbage often would take longer than it saves.
		const { text, exitCode } = await runTool(module, args, root, ["PWD=/", "GOGC=400"]);
		output.print("stderr", text);
		return exitCode === 0;
	};
	root.set("code.go", new File(new TextEncoder().encode(code)));
	const shared = ["-importcfg=/importcfg", "-buildid="];
	const files = ["-o", "/code.o", "-p", "main", "-complete", "-pack", "-trimpath=/=>./", "-dwarf=false", "/code.go"];
	if (!(await tool(compiler, "compile", ...shared, ...files))) return null;
	const isLinked = await tool(linker, "link", ...shared, "-buildmode=exe", "-w", "-o", "/code.wasm", "/code.o");
	root.delete("code.o");
	return isLinked ? take(root, "code.wasm") : null;
}
