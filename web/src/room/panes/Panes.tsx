// The panes of the room: three columns, or two where people talk, with splitters between them.
import { createContext, type ReactNode, type RefObject, useContext, useLayoutEffect, useMemo, useState } from "react";
import { type Kind, useLayout } from "./panesStorage";
import { type Box, railsOf, type Sizes, sizesOf, tightDesk } from "./sizes";

interface Arrangement {
	kind: Kind;
	sizes: Sizes;
	isTalk: boolean;
}

const Arranged = createContext<Arrangement | null>(null);

interface Props {
	kind: Kind;
	/** Whether there are only two columns: large faces, and the question with the chat. */
	isTalk: boolean;
	/** Whether somebody takes part in writing. */
	isWriting: boolean;
	/** The element of the page's main content, which the panes are in. */
	main: RefObject<HTMLElement | null>;
	children: ReactNode;
}

/** What is within is not drawn again when a splitter moves, only the splitters are. */
export function Panes({ kind, isTalk, isWriting, main, children }: Props) {
	const layout = useLayout(kind);
	const box = useBox(main);
	const sizes = useMemo(() => sizesOf(layout, box, isTalk, isWriting), [layout, box, isTalk, isWriting]);
	const arrangement = useMemo(() => ({ kind, sizes, isTalk }), [kind, sizes, isTalk]);
	const rails = railsOf(layout, isTalk);
	const style = Object.fromEntries(Object.entries(sizes).map(([split, { size }]) => [`--pane-${split}`, `${size}px`]));
	return (
		<Arranged value={arrangement}>
			<main
				id="main"
				ref={main}
				className={isTalk ? "room-main talk" : "room-main"}
				tabIndex={-1}
				style={style as React.CSSProperties}
				data-closed={layout.closed.join(" ")}
				data-resized={Object.keys(layout.shares).join(" ")}
				data-desk={tightDesk(sizes, box, rails)}
				data-rails={[rails.left && "left", rails.side && "side"].filter(Boolean).join(" ")}
			>
				{children}
			</main>
		</Arranged>
	);
}

export function useArrangement(): Arrangement {
	const arrangement = useContext(Arranged);
	if (!arrangement) throw new Error("a splitter needs panes around it");
	return arrangement;
}

/** The place within an element's padding. */
function useBox(element: RefObject<HTMLElement | null>): Box {
	const [box, setBox] = useState<Box>({ width: 0, height: 0 });
	useLayoutEffect(() => {
		const main = element.current;
		if (!main) return;
		const look = () => {
			const { paddingLeft, paddingTop } = getComputedStyle(main);
			const [width, height] = [
				main.clientWidth - 2 * Number.parseFloat(paddingLeft),
				main.clientHeight - 2 * Number.parseFloat(paddingTop),
			];
			setBox((before) => (before.width === width && before.height === height ? before : { width, height }));
		};
		look();
		const watching = new ResizeObserver(look);
		watching.observe(main);
		return () => watching.disconnect();
	}, [element]);
	return box;
}
