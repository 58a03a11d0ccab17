// The button that leaves, blocks, and reports in one press, and the keys for it. Every dialog has one, too.
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { useSession } from "../../api/queries";
import { Icon } from "../../ui/icons";
import { deliverWhenPossible } from "./exits";
import { useLeave } from "./useExit";

/** Shift has to be pressed this often within this many milliseconds, with no other key between. */
const PRESSES = 3;
const WITHIN = 2_000;

export function ExitButton() {
	const session = useSession();
	return session ? <Inside /> : null;
}

function Inside() {
	const leave = useLeave();
	if (!leave) return null;
	return (
		<button
			type="button"
			className="button exit"
			aria-label={t`Leave and report, and block`}
			title={t`Leave, block, and report: at once, without a question (Shift three times)`}
			onClick={leave}
		>
			<Icon name="shield" />
			<span>{t`Leave and report`}</span>
		</button>
	);
}

/** The exit at the end of a dialog, which makes everything outside of it inert. */
export function ExitOfDialog() {
	return (
		<div className="dialog-exit">
			<ExitButton />
		</div>
	);
}

/** Sends the exits that are kept in this browser, and leaves when Shift is pressed three times. */
export function Exits() {
	const session = useSession();
	useEffect(deliverWhenPossible, []);
	return session ? <Keys /> : null;
}

function Keys() {
	const leave = useLeave();
	const latest = useRef(leave);
	latest.current = leave;
	useEffect(() => {
		let presses: number[] = [];
		const forget = () => {
			presses = [];
		};
		const pressed = (event: KeyboardEvent) => {
			if (event.repeat) return;
			if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) return forget();
			presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
			if (presses.length < PRESSES) return;
			forget();
			latest.current?.();
		};
		// Before any editor or dialog sees it.
		addEventListener("keydown", pressed, true);
		addEventListener("pointerdown", forget, true);
		return () => {
			removeEventListener("keydown", pressed, true);
			removeEventListener("pointerdown", forget, true);
		};
	}, []);
	return null;
}
