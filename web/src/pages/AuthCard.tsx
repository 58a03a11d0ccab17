// The frame of the pages one sees before being logged in: one question, one form.
import type { FormEvent, ReactNode } from "react";
import { useTitle } from "../ui/Page";

interface Props {
	title: string;
	lead?: ReactNode;
	onSubmit?: () => void;
	footer?: ReactNode;
	children: ReactNode;
}

export function AuthCard({ title, lead, onSubmit, footer, children }: Props) {
	useTitle(title);
	const submit = (event: FormEvent) => {
		event.preventDefault();
		onSubmit?.();
	};
	return (
		<main id="main" className="page auth" tabIndex={-1}>
			<form className="card stack auth-card" onSubmit={submit}>
				<div>
					<h1>{title}</h1>
					{lead && <p className="muted auth-lead">{lead}</p>}
				</div>
				{children}
			</form>
			{footer && <p className="auth-footer muted">{footer}</p>}
		</main>
	);
}
