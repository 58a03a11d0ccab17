// The standard streams of programs that are compiled for WASI.
import { Fd, File, OpenFile, wasi } from "@bjorn3/browser_wasi_shim";
import { printer } from "./bytes";
import type { Output } from "./output";

/** Returns the file descriptors 0, 1 and 2. */
export function standardStreams(stdin: string, output: Pick<Output, "print">): [Fd, Fd, Fd] {
	return [
		new OpenFile(new File(new TextEncoder().encode(stdin), { readonly: true })),
		new Terminal(printer(output, "stdout")),
		new Terminal(printer(output, "stderr")),
	];
}

/** What is printed; as for a terminal, each line is written when it ends. */
class Terminal extends Fd {
	constructor(private readonly print: (bytes: Uint8Array) => void) {
		super();
	}

	override fd_filestat_get() {
		return { ret: wasi.ERRNO_SUCCESS, filestat: new wasi.Filestat(0n, wasi.FILETYPE_CHARACTER_DEVICE, 0n) };
	}

	override fd_fdstat_get() {
		const fdstat = new wasi.Fdstat(wasi.FILETYPE_CHARACTER_DEVICE, 0);
		fdstat.fs_rights_base = BigInt(wasi.RIGHTS_FD_WRITE);
		return { ret: wasi.ERRNO_SUCCESS, fdstat };
	}

	override fd_write(data: Uint8Array) {
		this.print(data);
		return { ret: wasi.ERRNO_SUCCESS, nwritten: data.byteLength };
	}
}
