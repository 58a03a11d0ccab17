// Runs Ruby in this worker, each program in an interpreter of its own. The next one is prepared after each run.
import { type Fd, File, PreopenDirectory, WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import { RubyVM } from "@ruby/wasm-wasi/dist/vm";
import { serve } from "../engine";
import { compile } from "../files";
import { runOrTry } from "../trials";
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

// The interpreter copies its stack into a place of its own when something may be raised, and stops if that is full.
const NESTED =
	"In a browser, Ruby takes about 60 calls with blocks in each other. Methods alone may be nested by thousands.";

let compiled: Promise<WebAssembly.Module> | null = null;
let prepared: Promise<Interpreter> | null = null;

serve(async (program, context) => {
	const file = program.files["ruby.wasm"];
	if (!file) throw new Error("Ruby is not installed here.");
	if (!prepared) context.loading();
	compiled ??= compile(file);
	const module = await compiled;
	prepared ??= prepare(module);
	const { vm, fds, folder } = await prepared;
	prepared = null;
	context.running();
	try {
		return await runOrTry("ruby", program, context, (code, output) => {
			fds.splice(0, 3, ...standardStreams(program.stdin, output));
			folder.dir.contents.set("code.rb", new File(new TextEncoder().encode(code)));
			return run(vm, (text) => output.print("stderr", text));
		});
	} finally {
		// Once this run's end has been told.
		setTimeout(() => {
			prepared ??= prepare(module);
		});
	}
});

function run(vm: RubyVM, complain: (text: string) => void): number {
	try {
		return Number(vm.eval(`MockMate.run(File.read("/code.rb", encoding: "UTF-8"))`).toString());
	} catch (error) {
		if (error instanceof WASIProcExit) return error.code;
		complain(`code.rb: stack level too deep (SystemStackError)\n${NESTED}\n`);
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
