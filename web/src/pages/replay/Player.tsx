// The replay player: the document at one moment, a slider over the whole interview, and a timeline to jump in.
import { t } from "@lingui/core/macro";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { type DeskTab, DeskTabs } from "../../room/desk/DeskTabs";
import { languageName } from "../../room/desk/languages";
import type { PadName } from "../../room/desk/pads";
import { RunView } from "../../room/runs/RunView";
import type { SharedRun } from "../../sockets/frames";
import { Broken } from "../../ui/Broken";
import { Loading } from "../../ui/Page";
import { duration } from "../../ui/time";
import { BoardFrame } from "./BoardFrame";
import { Controls } from "./Controls";
import { Downloads } from "./Downloads";
import type { Line } from "./happenings";
import { momentsOf } from "./moments";
import { PadChoice } from "./PadChoice";
import { languageAt, padAt, padsOf } from "./pads";
import type { Happening, ReplayPlayer } from "./replayPlayer";
import { Timeline } from "./Timeline";
import { usePlayback } from "./usePlayback";

const CodeFrame = lazy(() => import("./CodeFrame"));

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
	const moments = useMemo(() => momentsOf(lines, film.moments, from, to), [lines, film, from, to]);
	const playback = usePlayback(moments, from, to);
	const { moment, jump } = playback;
	const [side, setSide] = useState<DeskTab>("code");
	useKeyframes(film);
	const pads = useMemo(() => padsOf(happenings), [happenings]);
	const [pad, choosePad] = usePad(padAt(happenings, moment));
	const language = languageAt(happenings, moment, pad);
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
						{side === "code" && <span className="tag">{languageName(language)}</span>}
						<span className="muted small numbers">{all === 0 ? t`nothing written` : t`change ${count} of ${all}`}</span>
					</span>
				</div>
				{side === "code" ? (
					<>
						<PadChoice pads={pads} shown={pad} onChoose={choosePad} />
						<Broken>
							<Suspense fallback={<Loading height={200} />}>
								<CodeFrame key={pad} text={film.text(count, pad)} language={language} />
							</Suspense>
						</Broken>
					</>
				) : (
					<BoardFrame marks={marks} />
				)}
				{side === "code" && ran && (
					// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and only by keyboard for some
					<section className="replay-run" aria-label={t`Output`} tabIndex={0}>
						<RunView key={ran.run.id} who={ran.who} at={ran.run.at} run={ran.run} />
					</section>
				)}
			</section>
			<Timeline lines={lines} from={from} at={moment} onJump={jump} />
			<Controls {...{ lines, from, to, playback }} />
			<Downloads
				pads={pads}
				textOf={(name) => film.text(all, name)}
				languageOf={(name) => languageAt(happenings, Number.POSITIVE_INFINITY, name)}
			/>
			<p className="visually-hidden">{t`It lasted ${length}.`}</p>
		</div>
	);
}

/** The pad that is shown: the present one of the moment, until another is chosen for as long as that lasts. */
function usePad(present: PadName): [PadName, (name: PadName) => void] {
	const [chosen, setChosen] = useState<{ name: PadName; since: PadName } | null>(null);
	if (chosen && chosen.since !== present) setChosen(null);
	const name = chosen?.since === present ? chosen.name : present;
	return [name, (next) => setChosen({ name: next, since: present })];
}

/** Makes the keyframes one by one, so that no jump has to wait for them, and the page never waits for all of them. */
function useKeyframes(film: ReplayPlayer): void {
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const make = () => {
			if (film.makeKeyframe()) timer = setTimeout(make);
		};
		timer = setTimeout(make);
		return () => clearTimeout(timer);
	}, [film]);
}
