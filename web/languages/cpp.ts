// Makes the files of C and C++: the compiler as it is, and its headers and libraries, with what they lack.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runClang } from "@yowasp/clang";
import { createTar, parseTar, type TarFileItem } from "nanotar";

/** What programs for WASI are compiled with; the compiler brings the headers of all processors. */
const KEPT = [
	/^include\/(__(float|stdarg|stddef)\w*|float|inttypes|iso646|limits|std\w+|tgmath|unwind|varargs|wasm_simd128)\.h$/,
	/^include\/c\+\+\/v1\/(?!__cxx03\/)/,
	/^include\/wasm32-wasip1\//,
	/^lib\/wasm32-wasip1\/(crt1-command\.o|lib(c|c\+\+|c\+\+abi|m|setjmp|c-printscan-long-double|wasi-emulated-[a-z-]+)\.a)$/,
	/^lib\/wasm32-unknown-wasip1\/libclang_rt\.builtins\.a$/,
];
const OWN = join(import.meta.dirname, "cpp");

/** Puts clang.wasm and sysroot.tar into a folder, from the files of the package. */
export async function makeCpp(folder: string, from: (path: string) => string): Promise<void> {
	copyFileSync(from("gen/llvm.core.wasm"), join(folder, "clang.wasm"));
	const files: TarFileItem[] = parseTar(readFileSync(from("gen/llvm-resources.tar")), {
		filter: ({ name, type }) => type === "file" && KEPT.some((pattern) => pattern.test(name)),
	}).map(({ name, data }) => ({ name: `usr/${name}`, data: data ?? new Uint8Array() }));
	files.push({ name: "usr/include/c++/v1/bits/stdc++.h", data: readFileSync(join(OWN, "stdc++.h")) });
	for (const [source, name] of Object.entries({ "exceptions.cc": "exceptions.o", "stop.c": "stop.o" })) {
		files.push({ name: `usr/lib/${name}`, data: await compile(source, name) });
	}
	// The same files make the same archive.
	writeFileSync(join(folder, "sysroot.tar"), createTar(files, { attrs: { mtime: 0 } }));
}

async function compile(source: string, object: string): Promise<Uint8Array> {
	const command = source.endsWith(".c") ? ["clang"] : ["clang++", "-std=c++20", "-fwasm-exceptions"];
	const files = { [source]: readFileSync(join(OWN, source), "utf8") };
	const made = await runClang([...command, "-O2", "-c", source, "-o", object], files, { fetchProgress: () => {} });
	const data = made?.[object];
	if (!(data instanceof Uint8Array)) throw new Error(`${source} was not compiled`);
	return data;
}
