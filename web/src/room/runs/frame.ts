// A frame of this page that has an origin of its own, for programs and formatters.
import { t } from "@lingui/core/macro";
import type { FromSandbox, ToSandbox } from "../../sandbox/protocol";

export interface Frame {
	element: HTMLIFrameElement;
	isReady: boolean;
	/** Resolves once it listens; never if it is removed before. */
	ready: Promise<void>;
}

/** Opens a frame. It is closed by removing its element. */
export function open(title = t`Where code runs`): Frame {
	const element = document.createElement("iframe");
	element.hidden = true;
	element.title = title;
	// Without allow-same-origin the frame has an origin of its own.
	element.setAttribute("sandbox", "allow-scripts");
	const ready = new Promise<void>((resolve) => {
		const onReady = ({ source, data }: MessageEvent<FromSandbox>) => {
			if (source !== element.contentWindow || data.type !== "ready") return;
			removeEventListener("message", onReady);
			opened.isReady = true;
			resolve();
		};
		addEventListener("message", onReady);
	});
	const opened: Frame = { element, isReady: false, ready };
	element.src = "/sandbox.html";
	document.body.append(element);
	return opened;
}

export function post({ element }: Frame, message: ToSandbox, moved: Transferable[] = []): void {
	element.contentWindow?.postMessage(message, "*", moved);
}
