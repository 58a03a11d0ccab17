// The fallback for content that fails to render, mostly because a part of the app did not load.
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
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

	override componentDidCatch(error: unknown) {
		console.error(error);
		if (this.props.page) leaveOldVersion().catch(() => undefined);
	}

	override render() {
		if (!this.state.failed) return this.props.children;
		const reload = <Button kind="primary" onClick={() => location.reload()}>{t`Reload`}</Button>;
		if (!this.props.page) {
			return (
				<Notice tone="warn" action={reload}>
					<Trans>
						This part could not be loaded. Your connection was probably interrupted, or a new version was installed.
					</Trans>
				</Notice>
			);
		}
		return (
			<main id="main" className="page narrow late">
				<div className="card stack">
					<h1>{t`This page could not be loaded`}</h1>
					<p>
						<Trans>Your work is safe. Your connection was probably interrupted, or a new version was installed.</Trans>
					</p>
					<div>{reload}</div>
				</div>
			</main>
		);
	}
}
