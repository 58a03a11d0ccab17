// Runs Go in this worker: its own compiler and linker, compiled for WASI, make a program for WASI.
import { File } from "@bjorn3/browser_wasi_shim";
import { type Program, serve } from "../engine";
import { compile } from "../files";
import { runTool } from "./wasi/compiler";
import { type Folder, take, unpack } from "./wasi/folder";
import { runProgram } from "./wasi/program";

interface Toolchain {
	compiler: WebAssembly.Module;
	linker: WebAssembly.Module;
	root: Folder;
}

let loaded: Promise<Toolchain> | null = null;

async function load({ files }: Program): Promise<Toolchain> {
	const [compiler, linker, packages] = [files["compile.wasm"], files["link.wasm"], files["packages.tar"]];
	if (!compiler || !linker || !packages) throw new Error("The compiler is not here.");
	const loading = [compile(compiler), compile(linker), unpack(packages)] as const;
	const [compilerModule, linkerModule, root] = await Promise.all(loading);
	return { compiler: compilerModule, linker: linkerModule, root };
}

serve(async (program, { output, loading, running }) => {
	if (!loaded) loading();
	loaded ??= load(program);
	const { compiler, linker, root } = await loaded;
	// Collecting garbage would take longer than the compilers live.
	const tool = async (module: WebAssembly.Module, ...args: string[]) => {
		const { text, exitCode } = await runTool(module, args, root, ["PWD=/", "GOGC=400"]);
		output.print("stderr", text);
		return exitCode;
	};
	root.set("code.go", new File(new TextEncoder().encode(program.code)));
	const shared = ["-importcfg=/importcfg", "-buildid="];
	const files = ["-o", "/code.o", "-p", "main", "-complete", "-pack", "-trimpath=/=>./", "-dwarf=false", "/code.go"];
	if ((await tool(compiler, "compile", ...shared, ...files)) !== 0) return 1;
	const isLinked = await tool(linker, "link", ...shared, "-buildmode=exe", "-w", "-o", "/code.wasm", "/code.o");
	root.delete("code.o");
	if (isLinked !== 0) return 1;
	const made = take(root, "code.wasm");
	running();
	// Only the program's own functions, so that Go's are not slower.
	return await runProgram(made, "code", program.stdin, output, (name) => name.startsWith("main."));
});
