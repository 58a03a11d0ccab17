// The local view of the whiteboard: its marks, drawing, and an undo that leaves the peer's marks alone.
import { useCallback, useEffect, useMemo, useState } from "react";
import { UndoManager, type YArrayEvent } from "yjs";
import { type Board, type Mark, read } from "./marks";

export interface Drawing {
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
	const [marks, setMarks] = useState(() => read(board));
	const [can, setCan] = useState({ undo: false, redo: false });
	const history = useMemo(
		() => new UndoManager(board, { trackedOrigins: new Set([ME]), captureTimeout: 1e9 }),
		[board],
	);
	useEffect(() => {
		let frame = 0;
		const show = () => {
			cancelAnimationFrame(frame);
			frame = requestAnimationFrame(() => {
				setMarks(read(board));
				setCan({ undo: history.canUndo(), redo: history.canRedo() });
			});
		};
		const changed = (_: YArrayEvent<unknown>[]) => show();
		board.observeDeep(changed as Parameters<Board["observeDeep"]>[0]);
		show();
		return () => {
			cancelAnimationFrame(frame);
			board.unobserveDeep(changed as Parameters<Board["observeDeep"]>[0]);
		};
	}, [board, history]);
	return {
		marks,
		canUndo: can.undo,
		canRedo: can.redo,
		change: useCallback((work) => board.doc?.transact(() => work(board), ME), [board]),
		begin: useCallback(() => history.stopCapturing(), [history]),
		undo: useCallback(() => void history.undo(), [history]),
		redo: useCallback(() => void history.redo(), [history]),
	};
}
