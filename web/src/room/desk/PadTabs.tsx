// The pads of both questions, once there are two: the present one to write in, the other one to read.
import { t } from "@lingui/core/macro";
import { useSyncExternalStore } from "react";
import type { DocumentConnection } from "./documentConnection";
import type { Pad, PadName } from "./pads";
import "../../styles/pads.css";

interface Props {
	pads: readonly Pad[];
	desk: DocumentConnection;
	/** The pad that is shown. */
	shown: PadName;
	isPresent: boolean;
	/** The peer's name. */
	peer: string;
	onLook(name: PadName): void;
}

export function PadTabs({ pads, desk, shown, isPresent, peer, onLook }: Props) {
	const theirs = usePeerPad(desk);
	return (
		<div className="pads">
			<nav className="pads-tabs" aria-label={t`Code by question`}>
				{pads.map(({ name }, index) => {
					const number = index + 1;
					return (
						<button key={name} type="button" aria-pressed={name === shown} onClick={() => onLook(name)}>
							{t`Question ${number}`}
							{name === theirs && (
								<bdi className="pads-peer">
									<span className="visually-hidden">{t`${peer} is here`}</span>
									<span aria-hidden="true">{peer}</span>
								</bdi>
							)}
						</button>
					);
				})}
			</nav>
			<span className="pads-note muted small" role="status">
				{!isPresent && t`To read: this question is not being asked now. Swap the roles to go on with it.`}
			</span>
		</div>
	);
}

/** The pad that the peer looks at; null if their client doesn't say so. */
function usePeerPad({ cursors }: DocumentConnection): PadName | null {
	return useSyncExternalStore(
		(onChange) => {
			cursors.on("change", onChange);
			return () => cursors.off("change", onChange);
		},
		() => {
			for (const [client, { pad }] of cursors.getStates()) if (client !== cursors.clientID && pad) return pad;
			return null;
		},
	);
}
