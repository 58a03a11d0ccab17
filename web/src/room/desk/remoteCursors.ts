// The peer's cursor and selection in the editor, with their name; and what the peer is told about ours.
//
// The name shows for a moment after each move, at the end of the line: it covers neither other lines nor, mostly, this.
//
// The peer's client chooses the states: `peers.ts` has checked their form. Colors come from our own palette, as classes,
// so that nothing a peer chose becomes a style.
import { Annotation, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, ViewPlugin, type ViewUpdate, WidgetType } from "@codemirror/view";
import { t } from "@lingui/core/macro";
import { ySyncAnnotation } from "y-codemirror.next";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** The colors of the two seats; other clients get them with our state. */
export const COLOURS = ["#4655d9", "#13734a"] as const;

const cursorsMoved = Annotation.define<true>();

interface Remote {
	client: number;
	anchor: number;
	head: number;
	name: string;
	colour: number;
}

export function remoteCursors(text: Y.Text, cursors: Awareness) {
	return ViewPlugin.define(
		(view) => {
			const changed = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
				if ([...added, ...updated, ...removed].some((client) => client !== cursors.clientID))
					view.dispatch({ annotations: cursorsMoved.of(true) });
			};
			cursors.on("change", changed);
			const moves = new Moves();
			return {
				decorations: Decoration.none as DecorationSet,
				update(update: ViewUpdate) {
					tellOurs(update, text, cursors);
					const remotes = remotesOf(text, cursors, update.state.doc.length);
					this.decorations = drawn(remotes, update.state.doc, moves.count(remotes, update));
				},
				destroy: () => cursors.off("change", changed),
			};
		},
		{ decorations: (plugin) => plugin.decorations },
	);
}

/** How often each cursor has moved by itself. What we type shifts the peer's cursor, too, which is no move. */
class Moves {
	private last = new Map<number, { head: number; count: number }>();

	count(remotes: readonly Remote[], { changes, transactions }: ViewUpdate): (client: number) => number {
		const isTheirs = transactions.some((one) => one.annotation(ySyncAnnotation));
		this.last = new Map(
			remotes.map(({ client, head }) => {
				const before = this.last.get(client) ?? { head: -1, count: 0 };
				const stays = head === (isTheirs || before.head < 0 ? before.head : changes.mapPos(before.head, 1));
				return [client, { head, count: before.count + (stays ? 0 : 1) }];
			}),
		);
		return (client) => this.last.get(client)?.count ?? 0;
	}
}

/** Sets our cursor as it is in the editor, while the editor has the focus; it stays where it was otherwise. */
function tellOurs({ view, state }: ViewUpdate, text: Y.Text, cursors: Awareness): void {
	const mine = cursors.getLocalState();
	if (!mine || !view.hasFocus || !view.dom.ownerDocument.hasFocus()) return;
	const { anchor, head } = state.selection.main;
	const now = {
		anchor: Y.createRelativePositionFromTypeIndex(text, anchor),
		head: Y.createRelativePositionFromTypeIndex(text, head),
	};
	const before = mine.cursor as typeof now | null | undefined;
	const isSame =
		before &&
		Y.compareRelativePositions(Y.createRelativePositionFromJSON(before.anchor), now.anchor) &&
		Y.compareRelativePositions(Y.createRelativePositionFromJSON(before.head), now.head);
	if (!isSame) cursors.setLocalStateField("cursor", now);
}

function remotesOf(text: Y.Text, cursors: Awareness, length: number): Remote[] {
	const found = [...cursors.getStates()].flatMap(([client, { user, cursor }]): Remote[] => {
		if (client === cursors.clientID || !cursor) return [];
		const [anchor, head] = [indexOf(cursor.anchor, text), indexOf(cursor.head, text)];
		if (anchor === null || head === null || Math.max(anchor, head) > length) return [];
		const colour = Math.max(0, COLOURS.indexOf(user?.color?.toLowerCase()));
		return [{ client, anchor, head, name: user?.name || t`Your peer`, colour }];
	});
	return found.sort((one, other) => one.head - other.head);
}

function indexOf(position: unknown, text: Y.Text): number | null {
	const at = Y.createAbsolutePositionFromRelativePosition(
		Y.createRelativePositionFromJSON(position),
		text.doc as Y.Doc,
	);
	return at?.type === text ? at.index : null;
}

function drawn(remotes: readonly Remote[], doc: Text, moves: (client: number) => number): DecorationSet {
	return Decoration.set(
		remotes.flatMap(({ client, anchor, head, name, colour }) => {
			const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
			const [first, last] = [doc.lineAt(from).number, doc.lineAt(to).number];
			const mark = Decoration.mark({ class: `cm-ySelection peer-${colour}` });
			const line = Decoration.line({ class: `cm-yLineSelection peer-${colour}` });
			const between = Array.from({ length: Math.max(0, last - first - 1) }, (_, at) => doc.line(first + 1 + at).from);
			const ends =
				first === last
					? [[from, to]]
					: [
							[from, doc.line(first).to],
							[doc.line(last).from, to],
						];
			return [
				...ends.filter(([start, end]) => start! < end!).map(([start, end]) => mark.range(start!, end)),
				...between.map((start) => line.range(start)),
				Decoration.widget({ side: head > anchor ? -1 : 1, widget: new Caret(name, colour, moves(client)) }).range(head),
			];
		}),
		true,
	);
}

class Caret extends WidgetType {
	constructor(
		readonly name: string,
		readonly colour: number,
		/** Another one is drawn anew, with its name to be seen. */
		readonly move: number,
	) {
		super();
	}

	override eq({ name, colour, move }: Caret): boolean {
		return name === this.name && colour === this.colour && move === this.move;
	}

	override toDOM(): HTMLElement {
		const [caret, dot, label] = ["span", "span", "bdi"].map((tag) => document.createElement(tag)) as [
			HTMLElement,
			HTMLElement,
			HTMLElement,
		];
		caret.className = `cm-ySelectionCaret peer-${this.colour}`;
		dot.className = "cm-ySelectionCaretDot";
		label.className = "cm-ySelectionInfo";
		label.textContent = this.name;
		// The word joiners keep the caret on the line of the letter beside it.
		caret.append("\u2060", dot, "\u2060", label, "\u2060");
		return caret;
	}

	override ignoreEvent(): boolean {
		return true;
	}
}
