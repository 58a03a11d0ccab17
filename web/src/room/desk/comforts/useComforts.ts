// The comforts of an editor, kept as its language and the settings of this browser say.
import { type RefObject, useEffect, useRef } from "react";
import type { CodeLanguage } from "../../../sockets/frames";
import { Comforts } from "./comforts";
import { USUAL_PX, useEditorSettings } from "./settings";

/** `place` is the element that the editor is in; it gets the size of the text. */
export function useComforts(language: CodeLanguage, place: RefObject<HTMLElement | null>): Comforts {
	const made = useRef<Comforts | null>(null);
	made.current ??= new Comforts();
	const comforts = made.current;
	const [settings] = useEditorSettings();
	useEffect(() => {
		void comforts.speak(language);
	}, [comforts, language]);
	useEffect(() => {
		place.current?.style.setProperty("--editor-size", `${settings.size / USUAL_PX}rem`);
		comforts.use(settings);
	}, [comforts, place, settings]);
	return comforts;
}
