// Runs code, one run at a time, until it ends, is stopped, or takes too long.
import { useCallback, useEffect, useRef, useState } from "react";
import { newId } from "../../api/client";
import type { CodeLanguage, Run } from "../../sockets/frames";
import { browserPlace } from "./browser";
import type { Place, Told } from "./place";
import { caseData, casesOf, passedOf, type Trial, totalOf } from "./results";
import { serverPlace } from "./server";

const LONGEST = 20_000; // milliseconds of running; loading a language may take its time on a bad line

export type Where = "browser" | "server";

export interface Program {
	where: Where;
	language: CodeLanguage;
	code: string;
	stdin: string;
	/** SQL that comes before the code. */
	setup?: string | undefined;
	trial?: Trial | undefined;
}

/** A run of this page. */
export interface LocalRun {
	id: string;
	at: string;
	/** The question that it belongs to. */
	of: number | undefined;
	run: Run;
}

export interface Runner {
	state: "idle" | "loading" | "running";
	/** The last run of the present question, or the one that goes on. */
	last: LocalRun | null;
	run(program: Program): void;
	stop(): void;
}

/** A run that goes on. */
interface Current extends LocalRun {
	trial: Trial | undefined;
	/** Whether what is printed now belongs to the next test case, and what that has printed so far. */
	isTrying: boolean;
	printed: string;
	timer: ReturnType<typeof setTimeout> | undefined;
}

/** Runs code. Results belong to a question, and are not shown while another one is asked; they are reported. */
export function useRunner(
	interviewId: string,
	questionId: number | undefined,
	onDone: (run: LocalRun) => void,
): Runner {
	const [state, setState] = useState<Runner["state"]>("idle");
	const [last, setLast] = useState<LocalRun | null>(null);
	const places = useRef<Partial<Record<Where, Place>>>({});
	const current = useRef<Current | null>(null);
	const done = useRef(onDone);
	done.current = onDone;

	const show = useCallback((one: Current, changes: Partial<Run>) => {
		one.run = { ...one.run, ...changes };
		setLast({ id: one.id, at: one.at, of: one.of, run: one.run });
	}, []);

	const finish = useCallback(
		(changes: Partial<Run>) => {
			const one = current.current;
			if (!one) return;
			clearTimeout(one.timer);
			current.current = null;
			const total = one.trial ? totalOf(one.trial, one.run.results ?? []) || null : null;
			// Without any results, a run that was stopped says nothing about the tests.
			const isTried = total !== null && (changes.exit_code != null || (one.run.results ?? []).length > 0);
			const passed = isTried ? passedOf(one.run.results ?? []) : null;
			const ended = one.trial ? { exit_code: null, passed, total: isTried ? total : null } : {};
			show(one, { ...changes, ...ended, stdout: one.run.stdout + one.printed });
			setState("idle");
			done.current({ id: one.id, at: one.at, of: one.of, run: one.run });
		},
		[show],
	);

	const stopWith = useCallback(
		(status: string) => {
			const one = current.current;
			if (!one) return;
			for (const place of Object.values(places.current)) place.stop();
			const results = one.run.results ?? [];
			if (one.trial && one.isTrying && results.length < casesOf(one.trial).cases.length) {
				// This is the case that it was stopped in.
				const stopped = caseData(one.trial, results.length, { passed: false, error: status }, one.printed);
				one.printed = "";
				show(one, { results: [...results, stopped] });
			}
			finish({ status, ms: 0 });
		},
		[finish, show],
	);

	const told = useCallback(
		(message: Told) => {
			const one = current.current;
			if (message.id !== one?.id) return;
			switch (message.type) {
				case "loading":
					setState("loading");
					break;
				case "running":
					setState("running");
					clearTimeout(one.timer);
					one.timer = setTimeout(() => stopWith("Stopped after 20 s"), LONGEST);
					break;
				case "trying":
					one.isTrying = true;
					break;
				case "output":
					if (one.isTrying) one.printed += message.text;
					else show(one, { [message.stream]: (one.run[message.stream] ?? "") + message.text });
					break;
				case "case": {
					if (!one.trial) break;
					const results = one.run.results ?? [];
					const result = caseData(one.trial, results.length, message, message.printed ?? one.printed);
					one.printed = "";
					one.isTrying = results.length + 1 < casesOf(one.trial).cases.length;
					show(one, { results: [...results, result] });
					break;
				}
				case "done": {
					const isFinished = message.exitCode === 0 || (one.run.results ?? []).length > 0;
					const status = message.status ?? (isFinished ? "Finished" : "Error");
					finish({ status, ms: message.ms, exit_code: message.exitCode });
					break;
				}
				case "failed":
					// Nothing has happened that the peer should see.
					current.current = null;
					show(one, { status: "Not run", stderr: message.why });
					setState("idle");
			}
		},
		[finish, stopWith, show],
	);

	useEffect(
		() => () => {
			clearTimeout(current.current?.timer);
			for (const place of Object.values(places.current)) place.close();
			places.current = {};
		},
		[],
	);

	const run = useCallback(
		({ where, language, code, stdin, setup, trial }: Program) => {
			if (current.current) return;
			const run: Run = {
				...{ language, stdin, stdout: "", stderr: "", status: "Running", ms: 0, passed: null, total: null },
				...(trial && { results: [] }),
			};
			const one = { id: newId(), at: new Date().toISOString(), of: questionId, run };
			current.current = { ...one, trial, isTrying: false, printed: "", timer: undefined };
			setState("running");
			setLast(one);
			places.current[where] ??= where === "browser" ? browserPlace(told) : serverPlace(interviewId, told);
			places.current[where].run({ id: one.id, language, code, stdin, setup, tests: trial && casesOf(trial) });
		},
		[interviewId, questionId, told],
	);
	return { state, last: last?.of === questionId ? last : null, run, stop: () => stopWith("Stopped") };
}
