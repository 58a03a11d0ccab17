// The fallback for content that fails to render, mostly because a part of the app did not load.
import { Component, type ReactNode } from "react";
import { Button } from "./Button";
import { Notice } from "./Notice";
import { leaveOldVersion } from "./version";

interface Props {
	/** Whether a whole page failed: then nothing can be lost, and a newer version is loaded without asking. */
	page?: boolean;
	children: ReactNode;
}

export class Broken extends Component<Props, { failed: boolean }> {
	override state = { failed: false };

	static getDerivedStateFromError() {
		return { failed: true };
	}

	override componentDidCatch() {
		if (this.props.page) leaveOldVersion().catch(() => undefined);
	}

	override render() {
		if (!this.state.failed) return this.props.children;
		const reload = (
			<Button kind="primary" onClick={() => location.reload()}>
				Reload
			</Button>
		);
		if (!this.props.page) {
			return (
				<Notice tone="warn" action={reload}>
					This part could not be loaded. Most likely the line broke, or a new version has been installed.
				</Notice>
			);
		}
		return (
			<main id="main" className="page narrow late">
				<div className="card stack">
					<h1>This page could not be shown</h1>
					<p>What you did before is safe. Most likely the line broke, or a new version has been installed.</p>
					<div>{reload}</div>
				</div>
			</main>
		);
	}
}
