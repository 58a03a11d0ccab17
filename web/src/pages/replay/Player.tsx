// The replay player: the document at one moment, a slider over the whole interview, and a timeline to jump in.
import { t } from "@lingui/core/macro";
import { useEffect, useMemo, useRef, useState } from "react";
import { type DeskTab, DeskTabs } from "../../room/desk/DeskTabs";
import { languageName } from "../../room/desk/languages";
import { RunView } from "../../room/runs/RunView";
import type { SharedRun } from "../../sockets/frames";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { countdown, duration } from "../../ui/time";
import { BoardFrame } from "./BoardFrame";
import { Code } from "./Code";
import { type Line, languageAt } from "./happenings";
import type { Happening, ReplayPlayer } from "./replayPlayer";
import { Timeline } from "./Timeline";

const SPEEDS = [
	["1", "1×"],
	["4", "4×"],
	["16", "16×"],
] as const;
const FRAME = 100;
/** Milliseconds that an arrow button moves back or forward. */
const STEP = 10_000;

interface Props {
	film: ReplayPlayer;
	lines: Line[];
	happenings: Happening[];
	/** The runs that were shared, oldest first. */
	runs: readonly { run: SharedRun; who: string }[];
	from: number;
	to: number;
}

export function Player({ film, lines, happenings, runs, from, to }: Props) {
	const [at, setAt] = useState(from);
	const [side, setSide] = useState<DeskTab>("code");
	const [playing, setPlaying] = useState(false);
	const [speed, setSpeed] = useState<"1" | "4" | "16">("4");
	usePlaying(playing, Number(speed), setAt);
	const isOver = at >= to;
	if (playing && isOver) setPlaying(false);
	const moment = Math.min(at, to);
	const jump = (to: number) => {
		setAt(to);
		setPlaying(false);
	};
	const clock = countdown(Math.floor((moment - from) / 1000));
	const end = countdown((to - from) / 1000);
	const length = duration((to - from) / 1000);
	const all = film.length;
	const count = film.countAt(moment);
	const ran = runs.findLast(({ run }) => Date.parse(run.at) <= moment);
	const marks = useMemo(() => film.marks(count), [film, count]);
	return (
		<div className="replay">
			<section className="pane" aria-label={t`The desk`}>
				<div className="spread replay-head">
					<DeskTabs
						side={side}
						onSide={setSide}
						boardNote={marks.length > 0 ? t`something is on it` : null}
						hasCode={false}
					/>
					<span className="row">
						{side === "code" && <span className="tag">{languageName(languageAt(happenings, moment))}</span>}
						<span className="muted small numbers">{all === 0 ? t`nothing written` : t`change ${count} of ${all}`}</span>
					</span>
				</div>
				{side === "code" ? <Code text={film.text(count)} /> : <BoardFrame marks={marks} />}
				{side === "code" && ran && (
					// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some
					<section className="replay-run" aria-label={t`Output`} tabIndex={0}>
						<RunView key={ran.run.id} who={ran.who} at={ran.run.at} run={ran.run} />
					</section>
				)}
			</section>
			<Timeline lines={lines} from={from} at={moment} onJump={jump} />
			<div className="replay-bar card">
				<Button
					kind="primary"
					icon={playing ? "pause" : "play"}
					onClick={() => {
						if (isOver) setAt(from);
						setPlaying(!playing);
					}}
				>
					{playing ? t`Pause` : isOver ? t`From the start` : t`Play`}
				</Button>
				<Button onClick={() => jump(Math.max(from, moment - STEP))} title={t`Ten seconds back`}>
					{t`−10 s`}
				</Button>
				<Button onClick={() => jump(Math.min(to, moment + STEP))} title={t`Ten seconds on`}>
					{t`+10 s`}
				</Button>
				<label className="replay-slider">
					<span className="visually-hidden">{t`Moment of the interview`}</span>
					<input
						type="range"
						min={0}
						max={Math.max(1, Math.ceil((to - from) / 1000))}
						value={Math.floor((moment - from) / 1000)}
						aria-valuetext={t`${clock} of ${end}`}
						onChange={(event) => jump(Math.min(to, from + Number(event.target.value) * 1000))}
					/>
				</label>
				<span className="numbers replay-clock">
					{clock} / {end}
				</span>
				<Choice legend={t`Speed`} hideLegend options={SPEEDS} value={speed} onChange={setSpeed} />
			</div>
			<p className="visually-hidden">{t`It lasted ${length}.`}</p>
		</div>
	);
}

/** Advances the replay at the chosen speed, by the real time between animation frames. */
function usePlaying(playing: boolean, speed: number, setAt: (next: (before: number) => number) => void): void {
	const last = useRef(0);
	useEffect(() => {
		if (!playing) return;
		last.current = performance.now();
		const timer = setInterval(() => {
			const now = performance.now();
			const passed = (now - last.current) * speed;
			last.current = now;
			setAt((before) => before + passed);
		}, FRAME);
		return () => clearInterval(timer);
	}, [playing, speed, setAt]);
}
