// Runs one program as Node would, from its first statement until nothing of it is pending.
import { targetsOf } from "../../cases";
import type { Context, Program } from "../../engine";
import type { Tests } from "../../protocol";
import { fatalText, onUncaught, unhandled } from "./errors";
import { type Evaluated, prepare } from "./evaluate";
import { setGlobals } from "./globals";
import { NativePromise, uncurry, whenSettled } from "./intrinsics";
import { inWords, judge } from "./judge";
import { isAlive, nextMessage, onError, runLoop, runTicks, startClock } from "./loop";
import { loadModules } from "./modules";
import { flush, printTo } from "./printing";
import { exitCode, makeProcess, type Process } from "./process";
import { cleanStacks, setSource } from "./stacks";
import { setInput } from "./stdin";
import { SOLUTION, type Spellings, spellingsOf, targetOf } from "./targets";
import { onTimerError } from "./timers";
import { type Position, SyntaxFault, type Translated } from "./translated";

/** What Node returns if a module waits for what never comes. */
const UNSETTLED = 13;
const preventDefault = uncurry(Event.prototype.preventDefault);

/** Tells the program of an event that it listens for; returns whether it does. */
const emit = (process: Process, name: string, value: unknown, other?: unknown) =>
	process.listenerCount(name) > 0 && process.emit(name, value, other);

/** What the test cases are about: names, each once, and how they may be spelled. */
interface Wanted {
	targets: readonly string[];
	spellings: Spellings;
}

type Translate = (code: string) => Translated | Promise<Translated>;
type Fail = (error: unknown, fault?: { position: Position | null } | null) => void;

/** Runs a program; `file` is what errors call it, and `translate` makes JavaScript of it, line by line. */
export async function runProgram(
	file: string,
	program: Program,
	context: Context,
	translate: Translate = (code) => ({ code }),
): Promise<number> {
	printTo(context.output);
	setInput(program.stdin);
	const { tests } = program;
	const wanted: Wanted | null = tests ? { targets: targetsOf(tests), spellings: spellingsOf(tests) } : null;
	let left = tests?.cases.length ?? 0;
	let isOver = false;
	const tried: Context["tried"] = (result) => {
		left--;
		context.tried(result);
	};

	/** Ends the program in the midst of what it does; `why` is said of test cases that it had no time for. */
	const end = (code: number, why: string): never => {
		if (!isOver) {
			isOver = true;
			emit(process, "exit", code);
		}
		flush(true);
		while (left > 0) tried({ passed: false, error: why });
		return context.exit(tests ? 1 : (exitCode() ?? code));
	};
	const process = makeProcess(`/${file}`, (code) => end(code, `The program ended itself: process.exit(${code}).`));
	const fail: Fail = (error, fault = null) => {
		if (!fault && emit(process, "uncaughtException", error, "uncaughtException")) return;
		flush(true);
		context.output.print("stderr", fatalText(error, fault));
		Object.assign(process, { exitCode: 1 });
		end(1, `The program ended with an error that nothing caught.\n${inWords(error)}`);
	};
	onError(fail);
	onTimerError(fail);
	onUncaught((error) => fail(error));
	addEventListener("unhandledrejection", (event) => {
		preventDefault(event);
		const { reason } = event;
		if (!emit(process, "unhandledRejection", reason, event.promise)) fail(unhandled(reason));
	});

	let begin: () => Evaluated;
	try {
		setSource(file, program.code, { code: "" });
		const translated = await translate(program.code);
		setSource(file, program.code, translated);
		setGlobals(process);
		cleanStacks();
		await loadModules(translated.code, process);
		begin = await prepare(file, translated.code, wanted ? [...Object.values(wanted.spellings).flat(), SOLUTION] : []);
	} catch (error) {
		context.running();
		if (error instanceof SyntaxFault) fail(error.error, error);
		else fail(error);
		return 1;
	}
	context.running();
	startClock();
	const evaluated = await evaluate(begin, fail);
	let code = 0;
	if (!evaluated) {
		context.output.print("stderr", `Warning: Detected unsettled top-level await at ${file}\n`);
		code = UNSETTLED;
	} else if (tests && wanted) {
		code = await judgeFound(evaluated, tests, wanted, tried, context);
	}
	do {
		await runLoop();
		if (code !== UNSETTLED) emit(process, "beforeExit", exitCode() ?? code);
	} while (isAlive());
	isOver = true;
	emit(process, "exit", exitCode() ?? code);
	flush(true);
	return exitCode() ?? code;
}

/** Runs the program's statements. Returns null if a module waits for what never comes. */
async function evaluate(begin: () => Evaluated, fail: Fail): Promise<Evaluated | null> {
	let evaluated: Evaluated;
	try {
		evaluated = begin();
	} catch (error) {
		fail(error);
		return null;
	}
	if (!evaluated.module) {
		runTicks();
		return evaluated;
	}
	const { started, ended } = evaluated.module;
	let hasStarted = false;
	let hasEnded = false;
	whenSettled(started, () => {
		hasStarted = true;
	});
	const over = whenSettled(
		ended,
		() => {
			hasEnded = true;
		},
		(error) => fail(error, hasStarted ? null : { position: null }),
	);
	await NativePromise.race([started, over]);
	// In a module, microtasks come before next ticks.
	await nextMessage();
	return (await runLoop(() => hasEnded)) ? evaluated : null;
}

async function judgeFound(
	{ find }: Evaluated,
	tests: Tests,
	{ targets, spellings }: Wanted,
	tried: Context["tried"],
	{ output, trying }: Context,
): Promise<number> {
	for (let index = 0; index < targets.length; index++) {
		if (!targetOf(find, spellings[targets[index]!]!)) continue;
		trying();
		// Not the promise itself, whose `then` the program may have changed.
		return await judge(find, tests, spellings, tried);
	}
	output.print("stderr", `There is no function or class ${targets[0]} to try.\n`);
	return 1;
}
