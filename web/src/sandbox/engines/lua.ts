// Runs Lua in this worker, each program in an interpreter of its own.
import { LuaReturn, LuaWasm } from "wasmoon";
import wasmUrl from "wasmoon/dist/glue.wasm?url";
import { serve } from "../engine";
import { answerFetches } from "../files";
import type { Output } from "../output";
import { runOrTry } from "../trials";
import start from "./lua/run.lua?raw";

/** What the interpreter asks for in a worker: a line of the input, which it ends with a line break; null at the end. */
declare global {
	var readline: () => string | null;
}

let file: Promise<Blob> | null = null;

serve(async (program, context) => {
	const url = new URL(wasmUrl, program.host).href;
	file ??= fetch(url).then((response) => response.blob());
	answerFetches(url, { "": await file });
	return await runOrTry("lua", program, context, (code, output) =>
		run(url, code, program.stdin, output, context.running),
	);
});

async function run(
	url: string,
	code: string,
	stdin: string,
	output: Pick<Output, "print">,
	running: () => void,
): Promise<number> {
	const mark = `${Math.random()}${Math.random()}`;
	// It prints whole lines by `console`, which it looks up when it starts.
	console.log = lines(output, "stdout", mark);
	console.error = lines(output, "stderr", mark);
	let unread: string | null = stdin.replace(/\n$/, "");
	globalThis.readline = () => {
		const text = stdin ? unread : null;
		unread = null;
		return text;
	};
	const lua = await LuaWasm.initialize(url);
	running();
	return call(lua, code, mark);
}

/** Returns what prints lines; only the one with the mark does not end in a line break. */
function lines(output: Pick<Output, "print">, stream: "stdout" | "stderr", mark: string): (line: string) => void {
	return (line) => output.print(stream, line.endsWith(mark) ? line.slice(0, -mark.length) : `${line}\n`);
}

class Left {
	constructor(readonly exitCode: number) {}
}

function call(lua: LuaWasm, code: string, mark: string): number {
	const state = lua.luaL_newstate();
	lua.luaL_openlibs(state);
	const leave = lua.module.addFunction((calling: number) => {
		throw new Left(Number(lua.lua_tointegerx(calling, 1, null)) & 0xff);
	}, "ii");
	lua.luaL_loadstring(state, start);
	pushText(lua, state, code);
	lua.lua_pushcclosure(state, leave, 0);
	lua.lua_pushstring(state, mark);
	try {
		const how = lua.lua_pcallk(state, 3, 1, 0, 0, null);
		if (how !== LuaReturn.Ok) throw new Error(lua.lua_tolstring(state, -1, null));
		return Number(lua.lua_tointegerx(state, -1, null));
	} catch (error) {
		if (error instanceof Left) return error.exitCode;
		throw error;
	}
}

/** Puts a text on the stack, which may have a zero in it. */
function pushText(lua: LuaWasm, state: number, text: string): void {
	const bytes = new TextEncoder().encode(text);
	const place = lua.module._malloc(bytes.length + 1);
	lua.module.HEAPU8.set(bytes, place);
	lua.lua_pushlstring(state, place, bytes.length);
	lua.module._free(place);
}
