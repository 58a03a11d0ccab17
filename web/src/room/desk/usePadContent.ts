// What the desk needs to know of a pad's text: whether it is empty, and whether it is the starter as it was.
import { useEffect, useState } from "react";
import type { DocumentConnection, SharedPad } from "./documentConnection";

export interface PadContent {
	isEmpty: boolean;
	/** Whether it holds the starter, and nothing else. */
	isStarter: boolean;
	/** Whether the server's document has come. */
	isSynced: boolean;
}

export function usePadContent(desk: DocumentConnection, { text }: SharedPad, starter: string | null): PadContent {
	const look = (): PadContent => ({
		isEmpty: text.length === 0,
		isStarter: text.length === starter?.length && text.toString() === starter,
		isSynced: desk.isSynced,
	});
	const [seen, setSeen] = useState(() => ({ text, ...look() }));
	// biome-ignore lint/correctness/useExhaustiveDependencies: what `look` needs is here
	useEffect(() => {
		const see = () => {
			const now = { text, ...look() };
			// The same object again renders nothing.
			setSeen((before) => (isSame(before, now) ? before : now));
		};
		see();
		text.observe(see);
		desk.onSynced(see);
		return () => text.unobserve(see);
	}, [desk, text, starter]);
	// Right after a swap, it was another pad that was seen.
	return seen.text === text ? seen : look();
}

type Seen = PadContent & { text: SharedPad["text"] };

function isSame(before: Seen, now: Seen): boolean {
	return (Object.keys(now) as (keyof Seen)[]).every((name) => before[name] === now[name]);
}
