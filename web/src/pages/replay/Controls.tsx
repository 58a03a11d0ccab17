// The bar below the replay: play, the slider, jumps to what happened, speed, and whether idle time is skipped.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { countdown } from "../../ui/time";
import type { Line } from "./happenings";
import { Jumps } from "./Jumps";
import { jump, type Kind } from "./moments";
import type { Playback } from "./usePlayback";
import { useReplayKeys } from "./useReplayKeys";

const SPEEDS = [
	["1", "1×"],
	["4", "4×"],
	["16", "16×"],
] as const;
/** Milliseconds that an arrow button moves back or forward. */
const STEP = 10_000;

interface Props {
	lines: readonly Line[];
	from: number;
	to: number;
	playback: Playback;
}

export function Controls({ lines, from, to, playback }: Props) {
	const { moment, isPlaying, isOver } = playback;
	const [told, setTold] = useState("");
	const clock = countdown(Math.floor((moment - from) / 1000));
	const end = countdown((to - from) / 1000);
	const go = (kind: Kind, isBack: boolean) => {
		const line = jump(lines, kind, moment, isBack);
		if (line) playback.jump(line.at);
		setTold(line ? `${countdown((line.at - from) / 1000)} ${line.who} ${line.text}` : t`There is no other.`);
	};
	const step = (by: number) => playback.jump(moment + by);
	useReplayKeys({ go, step: (isBack) => step(isBack ? -STEP : STEP), toggle: playback.toggle });
	return (
		<div className="replay-bar card">
			<Button kind="primary" icon={isPlaying ? "pause" : "play"} onClick={playback.toggle}>
				{isPlaying ? t`Pause` : isOver ? t`From the start` : t`Play`}
			</Button>
			<Button onClick={() => step(-STEP)} title={t`Ten seconds back`}>
				{t`−10 s`}
			</Button>
			<Button onClick={() => step(STEP)} title={t`Ten seconds on`}>
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
					onChange={(event) => playback.jump(from + Number(event.target.value) * 1000)}
				/>
			</label>
			<span className="numbers replay-clock">
				{clock} / {end}
			</span>
			<Choice legend={t`Speed`} hideLegend options={SPEEDS} value={playback.speed} onChange={playback.setSpeed} />
			<label className="replay-idle">
				<input
					type="checkbox"
					checked={playback.skipsIdle}
					onChange={(event) => playback.setSkipsIdle(event.target.checked)}
				/>
				{t`Skip idle time`}
			</label>
			<Jumps lines={lines} onGo={go} />
			<p className="visually-hidden" role="status">
				{told}
			</p>
		</div>
	);
}
