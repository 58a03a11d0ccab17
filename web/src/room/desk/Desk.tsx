// The desk: the editor, its language, running what is in it, and what came out of it, mine or the peer's.
import { useCallback } from "react";
import { useProfile } from "../../api/queries";
import type { CodeLanguage, Run, SharedRun } from "../../sockets/frames";
import { Button } from "../../ui/Button";
import { toast } from "../../ui/Toasts";
import { nameOf } from "../../ui/words";
import { peerIn, type RoomState } from "../state";
import type { RoomHandle } from "../useRoom";
import { Editor } from "./Editor";
import { LANGUAGE_OPTIONS, LANGUAGES } from "./languages";
import { useRunner } from "./useRunner";

export function Desk({ room, handle }: { room: RoomState; handle: RoomHandle }) {
	const { data: me } = useProfile();
	const { language } = room;
	const { send } = handle;
	const share = useCallback(
		(run: Run) => {
			// The output stays here when it can't be shared.
			send("run.share", run).catch(() => undefined);
		},
		[send],
	);
	const runner = useRunner(share);
	const runs = LANGUAGES[language]?.runs;
	const busy = runner.state !== "idle";
	const run = () => {
		if (runs) runner.run(runs, handle.desk.text.toString());
		else toast(`${LANGUAGES[language]?.name ?? "This"} can't be run in the browser; Python and JavaScript can.`);
	};
	const choose = (next: string) => {
		send("editor.language", { language: next as CodeLanguage }).catch((error: Error) => toast(error.message));
	};
	const seat = peerIn(room)?.seat === 1 ? 2 : 1;
	return (
		<section className="desk" aria-label="Code">
			<div className="desk-bar">
				<label className="visually-hidden" htmlFor="language">
					Language
				</label>
				<select
					id="language"
					className="input desk-language"
					value={language}
					onChange={(event) => choose(event.target.value)}
				>
					{LANGUAGE_OPTIONS.map(([key, name]) => (
						<option key={key} value={key}>
							{name}
						</option>
					))}
				</select>
				<span className="small muted desk-note">Both of you write here</span>
				{runs &&
					(busy ? (
						<Button icon="stop" onClick={runner.stop}>
							Stop
						</Button>
					) : (
						<Button icon="play" kind="primary" onClick={run}>
							Run
						</Button>
					))}
			</div>
			<Editor desk={handle.desk} language={language} name={me ? nameOf(me) : "You"} seat={seat} onRun={run} />
			<Results runner={runner} theirs={lastOf(room)} peer={nameOf(room.interview.peer)} />
		</section>
	);
}

function lastOf(room: RoomState): SharedRun | null {
	return room.runs.findLast((run) => run.user_id === room.interview.peer.id) ?? null;
}

interface ResultsProps {
	runner: ReturnType<typeof useRunner>;
	theirs: SharedRun | null;
	peer: string;
}

function Results({ runner, theirs, peer }: ResultsProps) {
	if (!runner.result && !theirs) {
		return (
			<div className="output muted small">
				What the code prints comes here. It runs in your browser, not on a server.
			</div>
		);
	}
	return (
		<section className="output" aria-label="Output">
			{runner.result && (
				<Printed
					title={{ loading: "Loading Python, once …", running: "Running …", idle: ran(runner.result) }[runner.state]}
					run={runner.result}
				/>
			)}
			{theirs && <Printed title={`${peer}: ${ran(theirs)}`} run={theirs} />}
		</section>
	);
}

function ran(run: Run): string {
	return run.ms > 0 ? `${run.status}, ${run.ms} ms` : run.status;
}

function Printed({ title, run }: { title: string; run: Run }) {
	return (
		<div className="printed">
			<div className="small muted" role="status">
				{title}
			</div>
			{run.stdout && <pre>{run.stdout}</pre>}
			{run.stderr && <pre className="bad-text">{run.stderr}</pre>}
		</div>
	);
}
