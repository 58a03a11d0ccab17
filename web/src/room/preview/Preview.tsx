// A page that is written at the desk, as a browser shows it, and what it prints. Each person runs it for themselves.
import { plural, t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import type { Text } from "yjs";
import { wellFormed } from "../../api/wellFormed";
import { scriptsOf } from "./scripts";
import "../../styles/preview.css";

interface Props {
	text: Text;
	/** How many times it was run. */
	run: number;
}

interface Shown {
	html: string;
	/** Each is shown in a frame of its own, so that nothing is left of the one before. */
	number: number;
}

const MOMENT = 500; // milliseconds without typing until styles and elements are shown anew
const MOST_LINES = 200;
const OWN_LOADS = 2; // of the frame, and of the page that is written into it

interface Line {
	level: "log" | "warn" | "error";
	text: string;
}

export function Preview({ text, run }: Props) {
	const { shown, isStale } = useShown(text, run);
	if (!shown) {
		return (
			<section className="output" aria-label={t`Preview`}>
				<p className="muted small">
					{t`Run shows the page here, to you alone: the others run it for themselves. It has no network.`}
				</p>
			</section>
		);
	}
	return (
		<section className="output preview" aria-label={t`Preview`}>
			{isStale && (
				<p className="preview-stale small" role="status">{t`A script has changed. Run shows the new page.`}</p>
			)}
			<Frame key={shown.number} html={shown.html} />
		</section>
	);
}

/**
 * What is shown: the page when it was run last, with the styles and elements of now. A script runs only after Run: a loop
 * that is half written would hold up the browser.
 */
function useShown(text: Text, run: number): { shown: Shown | null; isStale: boolean } {
	const [shown, setShown] = useState<Shown | null>(null);
	const [isStale, setStale] = useState(false);
	useEffect(() => {
		if (run === 0) return;
		setStale(false);
		setShown((before) => ({ html: text.toString(), number: (before?.number ?? 0) + 1 }));
	}, [text, run]);
	const html = shown?.html;
	useEffect(() => {
		if (html === undefined) return;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const changed = () => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				const now = text.toString();
				const isSame = scriptsOf(now) === scriptsOf(html);
				setStale(!isSame);
				if (isSame && now !== html) setShown((before) => ({ html: now, number: (before?.number ?? 0) + 1 }));
			}, MOMENT);
		};
		text.observe(changed);
		return () => {
			clearTimeout(timer);
			text.unobserve(changed);
		};
	}, [text, html]);
	return { shown, isStale };
}

function Frame({ html }: { html: string }) {
	const frame = useRef<HTMLIFrameElement>(null);
	const [lines, setLines] = useState<readonly Line[]>([]);
	const loads = useRef(0);
	const [hasLeft, setLeft] = useState(false);
	const loaded = () => {
		loads.current += 1;
		if (loads.current > OWN_LOADS) setLeft(true);
	};
	useEffect(() => {
		const hear = ({ source, data }: MessageEvent) => {
			const there = frame.current?.contentWindow;
			if (!there || source !== there) return;
			if (data?.type === "ready") there.postMessage({ html }, "*");
			const line = lineOf(data);
			if (line) setLines((before) => [...before, line].slice(-MOST_LINES));
		};
		addEventListener("message", hear);
		return () => removeEventListener("message", hear);
	}, [html]);
	const errors = lines.filter(({ level }) => level === "error").length;
	return (
		<>
			{/* It runs scripts, in an origin of its own: it reaches neither this page nor a login, and can't lead elsewhere. */}
			{hasLeft ? (
				<p className="preview-stale small" role="status">
					{t`The page led to another address, or loaded itself again. The preview doesn’t follow that, and has closed it.`}
				</p>
			) : (
				<iframe
					ref={frame}
					onLoad={loaded}
					className="preview-frame"
					title={t`The page that is written here`}
					sandbox="allow-scripts allow-forms"
					src="/preview.html"
				/>
			)}
			{lines.length > 0 && (
				<details className="run-case" open={errors > 0 || undefined}>
					<summary className={errors > 0 ? "bad-text" : undefined}>
						{errors > 0
							? plural(errors, { one: "Console: # error", other: "Console: # errors" })
							: plural(lines.length, { one: "Console: # line", other: "Console: # lines" })}
					</summary>
					<ol className="preview-lines">
						{lines.map(({ level, text }, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else of their own
							<li key={index} className={level === "error" ? "bad-text" : undefined}>
								{text}
							</li>
						))}
					</ol>
				</details>
			)}
		</>
	);
}

/** What a page sends may be anything. */
function lineOf(data: unknown): Line | null {
	if (typeof data !== "object" || data === null) return null;
	const { type, level, text } = data as Record<string, unknown>;
	if (type !== "printed" || typeof text !== "string") return null;
	return { level: level === "error" || level === "warn" ? level : "log", text: wellFormed(text.slice(0, 2_000)) };
}
