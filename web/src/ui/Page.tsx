// The frame of a page: it sets the window title, and focuses the heading after navigation.
import { t } from "@lingui/core/macro";
import { type ReactNode, useEffect } from "react";

interface Props {
	title: string;
	lead?: ReactNode;
	narrow?: boolean;
	wide?: boolean;
	children: ReactNode;
}

export function Page({ title, lead, narrow, wide, children }: Props) {
	useTitle(title);
	return (
		<main id="main" className={`page ${narrow ? "narrow" : wide ? "wide" : ""}`} tabIndex={-1}>
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

/** A placeholder while content loads, with a message only when it takes long. */
export function Loading({ height = 120 }: { height?: number }) {
	return (
		<div className="loading" style={{ minHeight: height }} role="status">
			<span>{t`Loading …`}</span>
		</div>
	);
}
