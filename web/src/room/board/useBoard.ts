// The local view of the whiteboard: its marks, drawing, and an undo that leaves the peer's marks alone.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import * as Y from "yjs";
import { type Board, type Cache, type Mark, read } from "./marks";

export interface Drawing {
	board: Board;
	marks: readonly Mark[];
	canUndo: boolean;
	canRedo: boolean;
	/** Makes a change of mine; those of one `begin` are undone together. */
	change(work: (board: Board) => void): void;
	begin(): void;
	undo(): void;
	redo(): void;
}

/** Names my changes, so that undo takes back only these, and nobody is told of their own as news. */
export const ME = Symbol("drawn here");

export function useBoard(board: Board): Drawing {
	const cache = useRef<Cache>(new WeakMap()).current;
	const [marks, setMarks] = useState(() => read(board, cache));
	const [can, setCan] = useState({ undo: false, redo: false });
	const history = useMemo(
		() => new Y.UndoManager(board, { trackedOrigins: new Set([ME]), captureTimeout: 1e9 }),
		[board],
	);
	useEffect(() => {
		let frame = 0;
		let isDue = false;
		const show = () => {
			isDue = false;
			setMarks(read(board, cache));
			setCan({ undo: history.canUndo(), redo: history.canRedo() });
		};
		const changed = (events: Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction) => {
			for (const { target } of events) forget(target, cache);
			cancelAnimationFrame(frame);
			// What was done here is there for the next key, which may be about it.
			if (!local) frame = requestAnimationFrame(show);
			else if (!isDue) queueMicrotask(show);
			isDue ||= local;
		};
		board.observeDeep(changed as Parameters<Board["observeDeep"]>[0]);
		show();
		return () => {
			cancelAnimationFrame(frame);
			board.unobserveDeep(changed as Parameters<Board["observeDeep"]>[0]);
		};
	}, [board, cache, history]);
	return {
		board,
		marks,
		canUndo: can.undo,
		canRedo: can.redo,
		change: useCallback((work) => board.doc?.transact(() => work(board), ME), [board]),
		begin: useCallback(() => history.stopCapturing(), [history]),
		undo: useCallback(() => void history.undo(), [history]),
		redo: useCallback(() => void history.redo(), [history]),
	};
}

/** Forgets the mark that has changed: what changed is its map, or the points in it. */
function forget(target: Y.AbstractType<unknown>, cache: Cache): void {
	for (const one of [target, target.parent]) if (one instanceof Y.Map) cache.delete(one);
}
