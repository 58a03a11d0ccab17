// Runs Ruby in this worker, each program in an interpreter of its own. The next one is prepared after each run.
import { type Fd, File, PreopenDirectory, WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import { RubyVM } from "@ruby/wasm-wasi/dist/vm";
import { serve } from "../engine";
import { compile } from "../files";
import { standardStreams } from "../wasi";
import start from "./ruby/run.rb?raw";

/** What finds out where an `end` is missing needs threads, which WebAssembly doesn't have. */
const ARGUMENTS = ["ruby.wasm", "-EUTF-8", "--disable=syntax_suggest", "-e_=0"];
// So that Minitest uses none.
const ENVIRONMENT = ["MT_CPU=0"];

interface Interpreter {
	vm: RubyVM;
	fds: Fd[];
	folder: PreopenDirectory;
}

let compiled: Promise<WebAssembly.Module> | null = null;
let prepared: Promise<Interpreter> | null = null;

serve(async ({ code, stdin, files }, { output, loading, running }) => {
	const file = files["ruby.wasm"];
	if (!file) throw new Error("Ruby is not installed here.");
	if (!prepared) loading();
	compiled ??= compile(file);
	prepared ??= prepare(await compiled);
	const { vm, fds, folder } = await prepared;
	prepared = null;
	fds.splice(0, 3, ...standardStreams(stdin, output));
	folder.dir.contents.set("code.rb", new File(new TextEncoder().encode(code)));
	running();
	const exitCode = run(vm, (text) => output.print("stderr", text));
	const module = await compiled;
	// Once this run's end has been told.
	setTimeout(() => {
		prepared ??= prepare(module);
	});
	return exitCode;
});

function run(vm: RubyVM, complain: (text: string) => void): number {
	try {
		return Number(vm.eval(`MockMate.run(File.read("/code.rb", encoding: "UTF-8"))`).toString());
	} catch (error) {
		if (error instanceof WASIProcExit) return error.code;
		// The stack of the browser is smaller than Ruby takes it to be.
		if (!(error instanceof RangeError)) throw error;
		complain("code.rb: stack level too deep (SystemStackError)\n");
		return 1;
	}
}

async function prepare(module: WebAssembly.Module): Promise<Interpreter> {
	const folder = new PreopenDirectory("/", new Map());
	const silent = { print: () => undefined };
	const wasip1 = new WASI([], ENVIRONMENT, [...standardStreams("", silent), folder], { debug: false });
	const { vm } = await RubyVM.instantiateModule({ module, wasip1, args: ARGUMENTS });
	// Else it writes pages about itself when a program leaves by exit!, or takes more stack than the browser has.
	Object.assign(vm.guest, { rbVmBugreport: () => undefined });
	vm.eval(start);
	return { vm, fds: wasip1.fds, folder };
}
