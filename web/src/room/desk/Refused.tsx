// Shown when the server refuses a change: the reason, and the user's version, as the editor returns to the server's.
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import type { RoomHandle } from "../useRoom";

export function Refused({ handle: { refusal, dismissRefusal } }: { handle: RoomHandle }) {
	return (
		<div role="alert">
			{refusal && (
				<Notice tone="warn" action={<Button onClick={dismissRefusal}>Dismiss</Button>}>
					<strong>Your last change is not in the document.</strong> {refusal.why} The editor shows what both of you
					have. Copy what you need from your version before you dismiss it or leave the page.
					<details>
						<summary>Your version of the code</summary>
						<textarea readOnly rows={6} aria-label="Your version of the code" value={refusal.code} />
					</details>
				</Notice>
			)}
		</div>
	);
}
