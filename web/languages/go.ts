// Makes the files of Go: its own compiler and linker, compiled for WASI by themselves, and the standard library.
import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTar, type TarFileItem } from "nanotar";

/** The packages that programs may import, with those that these import; not the network's, there is none. */
const PACKAGES =
	"bufio bytes cmp container/heap container/list container/ring context crypto/md5 crypto/rand crypto/sha1" +
	" crypto/sha256 crypto/sha512 encoding/base64 encoding/binary encoding/csv encoding/hex encoding/json errors flag fmt" +
	" hash/crc32 hash/fnv hash/maphash html io io/fs iter log log/slog maps math math/big math/bits math/cmplx math/rand" +
	" math/rand/v2 os os/signal path path/filepath reflect regexp runtime runtime/debug slices sort strconv strings sync" +
	" sync/atomic testing text/tabwriter text/template time unicode unicode/utf16 unicode/utf8 unique unsafe weak";
/** What is built is the same on each machine, and has no folders of it. */
const BUILD = ["-trimpath", "-buildvcs=false"];

/** Puts compile.wasm, link.wasm and packages.tar into a folder. `go` is the command of the version that is offered. */
export async function makeGo(folder: string, go: string): Promise<void> {
	const env = {
		...process.env,
		GOOS: "wasip1",
		GOARCH: "wasm",
		GOFLAGS: "",
		GOTOOLCHAIN: "local",
		GOROOT: "",
		GOWASM: "",
	};
	const run = (...args: string[]) =>
		execFileSync(go, args, {
			cwd: folder,
			env,
			encoding: "utf8",
			maxBuffer: 1e9,
			stdio: ["ignore", "pipe", "inherit"],
		});
	for (const tool of ["compile", "link"])
		run("build", ...BUILD, "-ldflags=-s -w -buildid=", "-o", `${tool}.wasm`, `cmd/${tool}`);
	const format = "{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}";
	const listed = run(
		"list",
		...BUILD,
		"-gcflags=all=-dwarf=false",
		"-export",
		"-deps",
		"-f",
		format,
		...PACKAGES.split(" "),
	);
	const files: TarFileItem[] = listed
		.split("\n")
		.filter(Boolean)
		.map((line) => line.split(" ") as [string, string])
		.map(([name, path]) => ({ name: `packages/${name}.a`, data: readFileSync(path) }));
	const config = files.map(({ name }) => `packagefile ${name.slice("packages/".length, -".a".length)}=/${name}\n`);
	files.push({ name: "importcfg", data: new TextEncoder().encode(config.join("")) });
	writeFileSync(join(folder, "packages.tar"), createTar(files, { attrs: { mtime: 0 } }));
	// The text is Go's; not every package of Go has it at its root.
	copyFileSync(
		join(run("env", "GOROOT").trim(), "src/vendor/golang.org/x/crypto/LICENSE"),
		join(folder, "LICENSE.txt"),
	);
}

export function versionOf(go: string): string {
	return execFileSync(go, ["env", "GOVERSION"], { encoding: "utf8" }).trim().replace("go", "");
}
