// Runs code in the browser, one run at a time, until it ends, is stopped, or takes too long.
import { useCallback, useEffect, useRef, useState } from "react";
import { newId } from "../../api/client";
import type { CaseResult, Tests } from "../../sandbox/protocol";
import type { CodeLanguage, Run } from "../../sockets/frames";
import { browserPlace } from "./browser";
import type { Place, Told } from "./place";
import { caseLine } from "./testLines";

const LONGEST = 20_000; // milliseconds of running; loading Python may take its time on a bad line

export interface Runner {
	state: "idle" | "loading" | "running";
	/** The last run, or the one that goes on. */
	result: Run | null;
	run(language: CodeLanguage, code: string, tests?: Tests): void;
	stop(): void;
}

/** A run that goes on. */
interface Current {
	id: string;
	run: Run;
	tests: Tests | undefined;
	results: CaseResult[];
	/** The question that it belongs to. */
	of: number | undefined;
	timer: ReturnType<typeof setTimeout> | undefined;
}

/** Runs code. Results belong to a question, and are neither shown nor reported while another one is asked. */
export function useRunner(questionId: number | undefined, onDone: (run: Run) => void): Runner {
	const [state, setState] = useState<Runner["state"]>("idle");
	const [result, setResult] = useState<{ run: Run; of: number | undefined } | null>(null);
	const place = useRef<Place | null>(null);
	const current = useRef<Current | null>(null);
	const asked = useRef(questionId);
	asked.current = questionId;
	const done = useRef(onDone);
	done.current = onDone;

	const finish = useCallback((status: string, ms: number, isDone: boolean) => {
		const one = current.current;
		if (!one) return;
		clearTimeout(one.timer);
		current.current = null;
		const passed = one.tests && isDone ? one.results.filter((result) => result.passed).length : null;
		const run: Run = { ...one.run, status, ms, ...(passed === null ? { total: null } : { passed }) };
		setState("idle");
		setResult({ run, of: one.of });
		if (one.of === asked.current) done.current(run);
	}, []);

	const stopWith = useCallback(
		(status: string) => {
			place.current?.stop();
			finish(status, 0, false);
		},
		[finish],
	);

	const told = useCallback(
		(message: Told) => {
			const one = current.current;
			if (message.id !== one?.id) return;
			const print = (stream: "stdout" | "stderr", text: string) => {
				one.run = { ...one.run, [stream]: (one.run[stream] ?? "") + text };
				setResult({ run: one.run, of: one.of });
			};
			switch (message.type) {
				case "loading":
					setState("loading");
					break;
				case "running":
					setState("running");
					one.timer = setTimeout(() => stopWith("Stopped after 20 s"), LONGEST);
					break;
				case "output":
					print(message.stream, message.text);
					break;
				case "case":
					one.results.push(message);
					if (one.tests) print("stdout", caseLine(one.tests, one.results.length - 1, message));
					break;
				case "done":
					finish(message.exitCode === 0 || one.results.length > 0 ? "Finished" : "Error", message.ms, true);
			}
		},
		[finish, stopWith],
	);

	useEffect(
		() => () => {
			place.current?.close();
			place.current = null;
		},
		[],
	);

	const run = useCallback(
		(language: CodeLanguage, code: string, tests?: Tests) => {
			if (current.current) return;
			const id = newId();
			const total = tests?.cases.length ?? null;
			const empty: Run = { language, stdout: "", stderr: "", status: "Running", ms: 0, passed: null, total };
			current.current = { id, run: empty, tests, results: [], of: asked.current, timer: undefined };
			setState("running");
			setResult({ run: empty, of: asked.current });
			place.current ??= browserPlace(told);
			place.current.run({ id, language, code, stdin: "", tests });
		},
		[told],
	);
	return {
		state,
		result: result && result.of === questionId ? result.run : null,
		run,
		stop: () => stopWith("Stopped"),
	};
}
