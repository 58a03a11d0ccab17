// The frame of the pages before login: one question, one form.
import type { ReactNode } from "react";
import { useTitle } from "../ui/Page";

interface Props {
	title: string;
	lead?: ReactNode;
	footer?: ReactNode;
	children: ReactNode;
}

export function AuthCard({ title, lead, footer, children }: Props) {
	useTitle(title);
	return (
		<main id="main" className="page auth" tabIndex={-1}>
			<div className="card stack auth-card">
				<div>
					<h1>{title}</h1>
					{lead && <p className="muted auth-lead">{lead}</p>}
				</div>
				{children}
			</div>
			{footer && <p className="auth-footer muted">{footer}</p>}
		</main>
	);
}
