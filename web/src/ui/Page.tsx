// The frame of a page: it sets the window title, and takes the focus after navigation.
import { t } from "@lingui/core/macro";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";

interface Props {
	title: string;
	lead?: ReactNode;
	narrow?: boolean;
	wide?: boolean;
	children: ReactNode;
}

export function Page({ title, lead, narrow, wide, children }: Props) {
	useTitle(title);
	const main = useFocusOnArrival();
	return (
		<main id="main" ref={main} className={`page ${narrow ? "narrow" : wide ? "wide" : ""}`} tabIndex={-1}>
			<div className="page-head">
				<h1>{title}</h1>
				{lead && <p className="muted">{lead}</p>}
			</div>
			{children}
		</main>
	);
}

export function useTitle(title: string): void {
	useEffect(() => {
		document.title = t`${title} · Mock Mate`;
	}, [title]);
}

/**
 * Moves the focus to a new page, for keyboards and screen readers, unless something on it has the focus. Pages do it
 * themselves: only they know when they are there, since most are loaded when somebody goes to them.
 */
export function useFocusOnArrival(): RefObject<HTMLElement | null> {
	const main = useRef<HTMLElement>(null);
	useEffect(() => {
		if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
	}, []);
	return main;
}

/** A placeholder while content loads, with a message only when it takes long. */
export function Loading({ height = 120 }: { height?: number }) {
	return (
		<div className="loading" style={{ minHeight: height }} role="status">
			<span>{t`Loading …`}</span>
		</div>
	);
}
