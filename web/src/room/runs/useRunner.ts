// Runs code in the browser, one run at a time, until it ends, is stopped, or takes too long.
import { useCallback, useEffect, useRef, useState } from "react";
import { newId } from "../../api/client";
import type { CaseResult, Tests } from "../../sandbox/protocol";
import type { CodeLanguage, Run } from "../../sockets/frames";
import { browserPlace } from "./browser";
import type { Place, Told } from "./place";
import { serverPlace } from "./server";
import { caseLine } from "./testLines";

const LONGEST = 20_000; // milliseconds of running; loading Python may take its time on a bad line

export type Where = "browser" | "server";

export interface Runner {
	state: "idle" | "loading" | "running";
	/** The last run, or the one that goes on. */
	result: Run | null;
	run(where: Where, language: CodeLanguage, code: string, tests?: Tests): void;
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
export function useRunner(interviewId: string, questionId: number | undefined, onDone: (run: Run) => void): Runner {
	const [state, setState] = useState<Runner["state"]>("idle");
	const [result, setResult] = useState<{ run: Run; of: number | undefined } | null>(null);
	const places = useRef<Partial<Record<Where, Place>>>({});
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
			for (const place of Object.values(places.current)) place.stop();
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
				case "done": {
					const usual = message.exitCode === 0 || one.results.length > 0 ? "Finished" : "Error";
					// What was not compiled or ended early says so, and not that no test has passed.
					const isTried = message.status === undefined || one.results.length > 0;
					finish(message.status ?? usual, message.ms, isTried);
					break;
				}
				case "failed":
					// Nothing has happened that the peer should see.
					current.current = null;
					setState("idle");
					setResult({ run: { ...one.run, status: message.why, total: null }, of: one.of });
			}
		},
		[finish, stopWith],
	);

	useEffect(
		() => () => {
			for (const place of Object.values(places.current)) place.close();
			places.current = {};
		},
		[],
	);

	const run = useCallback(
		(where: Where, language: CodeLanguage, code: string, tests?: Tests) => {
			if (current.current) return;
			const id = newId();
			const total = tests?.cases.length ?? null;
			const empty: Run = { language, stdout: "", stderr: "", status: "Running", ms: 0, passed: null, total };
			current.current = { id, run: empty, tests, results: [], of: asked.current, timer: undefined };
			setState("running");
			setResult({ run: empty, of: asked.current });
			places.current[where] ??= where === "browser" ? browserPlace(told) : serverPlace(interviewId, told);
			places.current[where].run({ id, language, code, stdin: "", tests });
		},
		[told, interviewId],
	);
	return {
		state,
		result: result && result.of === questionId ? result.run : null,
		run,
		stop: () => stopWith("Stopped"),
	};
}
