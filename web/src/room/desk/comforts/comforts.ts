// The editor's comforts: what this browser chose for it and what the language brings. All of it can change while the
// editor stays, with its focus and its undo.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap, rectangularSelection } from "@codemirror/view";
import type { UndoManager } from "yjs";
import type { CodeLanguage } from "../../../sockets/frames";
import { insist } from "../../../ui/insist";
import { grammarOf } from "../languages";
import { completion, onKeyOfList } from "./completion";
import { expandSelection, shrinkSelection, steps } from "./expandSelection";
import { folding } from "./folding";
import { format, meanwhile } from "./formatting";
import { indentation, unitOf } from "./indent";
import { type EditorSettings, type Keys, USUAL } from "./settings";
import { START, type Status, statusOf } from "./status";

const PLACES = ["keys", "grammar", "words", "indent", "completion"] as const;
type Place = (typeof PLACES)[number];

/** How long Tab leaves the editor after Escape, in milliseconds. */
const LEAVING = 2000;
/** Within how many milliseconds changes are one step to undo, as in any other editor here. */
const STEP = 500;

/** Belongs to one place in the page, and outlasts the editors that are made there one after another. */
export class Comforts {
	private view: EditorView | null = null;
	private undo: UndoManager | null = null;
	private language: CodeLanguage = "plaintext";
	private settings = USUAL;
	private readonly places = new Map(PLACES.map((place) => [place, new Compartment()]));
	private readonly present = new Map<Place, Extension>();
	private readonly watchers = new Set<() => void>();
	status: Status = START;

	/** Returns what belongs into a new editor, before all other keys. */
	extensions(): Extension {
		const at = (place: Place) => this.places.get(place)?.of(this.present.get(place) ?? []) ?? [];
		return [
			Prec.highest(EditorView.domEventHandlers({ keydown: (event, view) => this.onKey(event, view) })),
			// Before any keymap: all of them are asked where the first of them stands.
			...PLACES.map(at),
			Prec.high(keymap.of(KEYS)),
			Prec.high(keymap.of([{ key: "Shift-Alt-f", run: () => this.format() }])),
			COMFORTS,
			EditorView.updateListener.of((update) => this.tell(statusOf(update, this.status))),
		];
	}

	/** Takes care of an editor and its undo until the next one. */
	attach(view: EditorView | null, undo: UndoManager | null = null): void {
		this.view = view;
		this.undo = undo;
		const { keys, mode, unit } = this.status;
		this.tell({ ...START, keys, mode, unit });
	}

	/** Loads what the language has. */
	async speak(language: CodeLanguage): Promise<void> {
		this.language = language;
		this.indent();
		const [grammar, { keywordsOf }] = await Promise.all([grammarOf(language), insist(() => import("./keywords"))]);
		// Another one was chosen meanwhile.
		if (language !== this.language) return;
		this.set("grammar", grammar);
		this.set(
			"words",
			EditorState.languageData.of(() => [{ autocomplete: keywordsOf(language) }]),
		);
	}

	/** Takes on what was chosen in this browser. */
	use(settings: EditorSettings): void {
		const { keys } = this.settings;
		this.settings = settings;
		this.indent();
		this.set("completion", completion(settings.suggests));
		if (settings.keys !== keys) void this.takeKeys(settings.keys);
		this.view?.requestMeasure();
	}

	private get unit(): string {
		return unitOf(this.language, this.settings.indent);
	}

	format(): boolean {
		if (this.view && !this.view.state.readOnly) void this.formatNow(this.view);
		return true;
	}

	readonly watch = (watcher: () => void): (() => void) => {
		this.watchers.add(watcher);
		return () => this.watchers.delete(watcher);
	};

	private async formatNow(view: EditorView): Promise<void> {
		this.tell({ ...this.status, isFormatting: true, note: "" });
		const note = await format(view, this.language, this.unit, () => this.undo?.stopCapturing());
		this.tell({ ...this.status, isFormatting: false, note });
	}

	private async takeKeys(keys: Keys): Promise<void> {
		const extension = await insist(() => keysOf(keys, (mode) => this.onMode(mode)));
		if (keys !== this.settings.keys) return;
		this.onMode("");
		this.set("keys", extension);
		this.tell({ ...this.status, keys });
	}

	/** What Vim inserts is one step to undo, however long it takes, and so is each of its commands. */
	private onMode(mode: string): void {
		const isInserting = mode === "insert" || mode === "replace";
		if (this.undo) this.undo.captureTimeout = isInserting ? Number.POSITIVE_INFINITY : STEP;
		if (!isInserting) this.undo?.stopCapturing();
		this.tell({ ...this.status, mode });
	}

	private onKey(event: KeyboardEvent, view: EditorView): boolean {
		if (event.isComposing) return false;
		const wasHandled = onKeyOfList(event, view);
		// Vim leaves its mode by the same key.
		if (wasHandled) return !(event.key === "Escape" && this.settings.keys === "vim");
		if (event.key === "Escape") view.setTabFocusMode(LEAVING);
		return false;
	}

	private indent(): void {
		this.set("indent", indentation(this.unit));
		this.tell({ ...this.status, unit: this.unit });
	}

	private set(place: Place, extension: Extension): void {
		this.present.set(place, extension);
		const effects = this.places.get(place)?.reconfigure(extension);
		if (effects) this.view?.dispatch({ effects });
	}

	private tell(status: Status): void {
		if ((Object.keys(status) as (keyof Status)[]).every((key) => status[key] === this.status[key])) return;
		this.status = status;
		for (const watcher of this.watchers) watcher();
	}
}

async function keysOf(keys: Keys, onMode: (mode: string) => void): Promise<Extension> {
	if (keys === "vim") return (await import("./vimKeys")).vimKeys(onMode);
	return keys === "emacs" ? (await import("./emacsKeys")).emacsKeys() : [];
}

const KEYS = [
	{ key: "Shift-Alt-ArrowRight", mac: "Ctrl-Shift-Cmd-ArrowRight", run: expandSelection },
	{ key: "Shift-Alt-ArrowLeft", mac: "Ctrl-Shift-Cmd-ArrowLeft", run: shrinkSelection },
];

const COMFORTS: Extension = [
	EditorState.allowMultipleSelections.of(true),
	EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.shiftKey),
	rectangularSelection({ eventFilter: (event) => event.altKey && event.shiftKey && event.button === 0 }),
	indentOnInput(),
	bracketMatching(),
	closeBrackets(),
	folding,
	steps,
	meanwhile,
	search({ top: false }),
	keymap.of([...closeBracketsKeymap, ...searchKeymap, ...defaultKeymap, indentWithTab]),
];
