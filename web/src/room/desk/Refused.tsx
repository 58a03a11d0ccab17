// A change of mine did not go through: why, and my version of the code, as the editor shows the server's again.
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import type { RoomHandle } from "../useRoom";

export function Refused({ handle: { refusal, dismissRefusal } }: { handle: RoomHandle }) {
	return (
		<div role="alert">
			{refusal && (
				<Notice tone="warn" action={<Button onClick={dismissRefusal}>Dismiss</Button>}>
					<strong>Your last change is not in the document.</strong> {refusal.why} The desk shows what both of you have.
					Copy what you need from your version before you dismiss it or leave the page.
					<details>
						<summary>Your version of the code</summary>
						<textarea readOnly rows={6} aria-label="Your version of the code" value={refusal.code} />
					</details>
				</Notice>
			)}
		</div>
	);
}
