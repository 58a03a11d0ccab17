// What the page and the sandbox say to each other.
export interface RunRequest {
	type: "run";
	id: string;
	language: "python" | "javascript";
	code: string;
}
export interface StopRequest {
	type: "stop";
}
export type ToSandbox = RunRequest | StopRequest;

export type FromSandbox =
	| { type: "ready" }
	| { type: "loading"; id: string }
	| { type: "running"; id: string }
	| { type: "output"; id: string; stream: "stdout" | "stderr"; text: string }
	| { type: "done"; id: string; status: "ok" | "error"; ms: number };
