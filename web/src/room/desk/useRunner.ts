// Runs code in the sandbox, one run at a time, until it ends, is stopped, or takes too long.
import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useRef, useState } from "react";
import { newId } from "../../api/client";
import type { FromSandbox, RunRequest, Tests, ToSandbox } from "../../sandbox/protocol";
import type { Run } from "../../sockets/frames";

const LONGEST = 20_000; // milliseconds of running; loading Python may take its time on a bad line

export interface Runner {
	state: "idle" | "loading" | "running";
	/** The last run, or the one that goes on. */
	result: Run | null;
	run(language: RunRequest["language"], code: string, tests?: Tests): void;
	stop(): void;
}

/** Runs code. Results belong to a question, and are neither shown nor reported while another one is asked. */
export function useRunner(questionId: number | undefined, onDone: (run: Run) => void): Runner {
	const [state, setState] = useState<Runner["state"]>("idle");
	const [result, setResult] = useState<{ run: Run; of: number | undefined } | null>(null);
	const sandbox = useRef<Sandbox | null>(null);
	const current = useRef<{
		id: string;
		run: Run;
		of: number | undefined;
		timer: ReturnType<typeof setTimeout> | undefined;
	} | null>(null);
	const asked = useRef(questionId);
	asked.current = questionId;
	const done = useRef(onDone);
	done.current = onDone;

	const finish = useCallback((status: string, ms: number, passed: number | null = null) => {
		const one = current.current;
		if (!one) return;
		clearTimeout(one.timer);
		current.current = null;
		const run: Run = { ...one.run, status, ms, ...(passed === null ? { total: null } : { passed }) };
		setState("idle");
		setResult({ run, of: one.of });
		if (one.of === asked.current) done.current(run);
	}, []);

	const stopWith = useCallback(
		(status: string) => {
			if (sandbox.current?.isReady) post(sandbox.current, { type: "stop" });
			else {
				// It would run the code as soon as it is loaded.
				sandbox.current?.frame.remove();
				sandbox.current = null;
			}
			finish(status, 0);
		},
		[finish],
	);

	useEffect(() => {
		const onSandboxMessage = ({ source, data }: MessageEvent<FromSandbox>) => {
			const one = current.current;
			if (source !== sandbox.current?.frame.contentWindow || data.type === "ready" || data.id !== one?.id) return;
			if (data.type === "loading") setState("loading");
			if (data.type === "running") {
				setState("running");
				one.timer = setTimeout(() => stopWith("Stopped after 20 s"), LONGEST);
			}
			if (data.type === "output") {
				one.run = { ...one.run, [data.stream]: one.run[data.stream] + data.text };
				setResult({ run: one.run, of: one.of });
			}
			if (data.type === "done") finish(data.status === "ok" ? "Finished" : "Error", data.ms, data.passed);
		};
		addEventListener("message", onSandboxMessage);
		return () => {
			removeEventListener("message", onSandboxMessage);
			sandbox.current?.frame.remove();
			sandbox.current = null;
		};
	}, [finish, stopWith]);

	const run = useCallback(async (language: RunRequest["language"], code: string, tests?: Tests) => {
		if (current.current) return;
		const id = newId();
		const total = tests?.cases.length ?? null;
		const empty: Run = { language, stdout: "", stderr: "", status: "Running", ms: 0, passed: null, total };
		current.current = { id, run: empty, of: asked.current, timer: undefined };
		setState("running");
		setResult({ run: empty, of: asked.current });
		sandbox.current ??= openSandbox();
		const opened = sandbox.current;
		await opened.ready;
		post(opened, { type: "run", id, language, code, tests });
	}, []);
	return {
		state,
		result: result && result.of === questionId ? result.run : null,
		run: (language, code, tests) => void run(language, code, tests),
		stop: () => stopWith("Stopped"),
	};
}

interface Sandbox {
	frame: HTMLIFrameElement;
	isReady: boolean;
	/** Resolves once it listens; never if it is removed before. */
	ready: Promise<void>;
}

function openSandbox(): Sandbox {
	const frame = document.createElement("iframe");
	frame.hidden = true;
	frame.title = t`Where code runs`;
	// Without allow-same-origin the frame has an origin of its own.
	frame.setAttribute("sandbox", "allow-scripts");
	const ready = new Promise<void>((resolve) => {
		const onReady = ({ source, data }: MessageEvent<FromSandbox>) => {
			if (source !== frame.contentWindow || data.type !== "ready") return;
			removeEventListener("message", onReady);
			opened.isReady = true;
			resolve();
		};
		addEventListener("message", onReady);
	});
	const opened: Sandbox = { frame, isReady: false, ready };
	frame.src = "/sandbox.html";
	document.body.append(frame);
	return opened;
}

function post({ frame }: Sandbox, message: ToSandbox): void {
	frame.contentWindow?.postMessage(message, "*");
}
