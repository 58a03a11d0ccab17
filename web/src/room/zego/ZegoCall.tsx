// The call with ZEGO's UI kit, where configured. The kit is five megabytes from our own host, loaded only when used.
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import type { LiveInterview } from "../../sockets/frames";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import type { Media } from "../media";

interface Props {
	video: LiveInterview["video"];
	choices: Media["choices"];
	name: string;
	/** Whether the two see each other. The kit waits for nobody, so it is joined once more when that changes. */
	hasCamera: boolean;
}

export default function ZegoCall({ video, choices, name, hasCamera }: Props) {
	const place = useRef<HTMLDivElement>(null);
	const [failed, setFailed] = useState(false);
	const [attempt, setAttempt] = useState(0);
	// Each snapshot has a new token, but the first one is valid for the whole interview.
	const latest = useRef({ video, choices });
	latest.current = { video, choices };
	const mayEnter = Boolean(video.kit_token);
	// biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` counts what has failed, after which we try anew
	useEffect(() => {
		if (!mayEnter) return;
		let leave: (() => void) | undefined;
		let gone = false;
		setFailed(false);
		import("./kit")
			.then(({ enter }) => {
				if (gone) return;
				const { video, choices } = latest.current;
				leave = enter(video.kit_token ?? "", place.current, choices, hasCamera);
			})
			.catch(() => !gone && setFailed(true));
		return () => {
			gone = true;
			leave?.();
		};
	}, [mayEnter, attempt, hasCamera]);
	return (
		<div className="zego">
			{!mayEnter && <p className="muted">{t`The call with ${name} begins when you are both ready.`}</p>}
			{failed && (
				<Notice
					tone="warn"
					action={<Button onClick={() => setAttempt(attempt + 1)}>{t`Try again`}</Button>}
				>{t`The call could not be loaded. Chat and the editor work without it.`}</Notice>
			)}
			<div
				ref={place}
				className={hasCamera ? "zego-place" : "zego-place without-pictures"}
				hidden={!mayEnter || failed}
			/>
		</div>
	);
}
