// What tells of new messages: a button in the chat that leads to them, and one sentence for screen readers.
import { plural, t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import type { Unread } from "./unread";

export function ToNewMessages({ unread: { count, toEnd } }: { unread: Unread }) {
	if (count === 0) return null;
	return (
		<div className="chat-news">
			<Button kind="primary" className="small-button" icon="expand" onClick={toEnd}>
				{plural(count, { one: "# new message", other: "# new messages" })}
			</Button>
		</div>
	);
}

/** Said once for all messages that come until the chat is seen again. A chat that is shown is read out by itself. */
export function Announced({ unread: { count, isShown }, name }: { unread: Unread; name: string }) {
	return (
		<span className="visually-hidden" role="status">
			{count > 0 && !isShown && t`${name} wrote in the chat.`}
		</span>
	);
}
