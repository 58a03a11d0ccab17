// Where programs run: in this browser, or on a server. Both tell what happens in the sandbox's messages.
import type { FromSandbox, Tests } from "../../sandbox/protocol";
import type { CodeLanguage } from "../../sockets/frames";

export interface Job {
	id: string;
	language: CodeLanguage;
	code: string;
	stdin: string;
	/** SQL that comes before the code. */
	setup?: string | undefined;
	tests?: Tests | undefined;
}

export type Told =
	| Exclude<FromSandbox, { type: "ready" | "lost" }>
	/** The job could not be run, for no fault of its own. */
	| { type: "failed"; id: string; why: string };

/** Runs one job at a time. */
export interface Place {
	run(job: Job): void;
	/** Ends the job at once; nothing more is told of it. */
	stop(): void;
	/** Frees what it holds. */
	close(): void;
}
