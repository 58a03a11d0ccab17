// The keys of the replay; with Shift, to what came before. `?` lists them.
import { useEffect, useRef } from "react";
import { isWriting } from "../../ui/Shortcuts";
import { areShortcutsHeeded } from "../../ui/SingleKeys";
import type { Kind } from "./moments";

export const KEYS: Readonly<Record<Kind, string>> = { passed: "t", run: "r", swap: "s", chat: "c" };

interface Actions {
	go(kind: Kind, isBack: boolean): void;
	step(isBack: boolean): void;
	toggle(): void;
}

export function useReplayKeys(actions: Actions): void {
	const latest = useRef(actions);
	latest.current = actions;
	useEffect(() => {
		const pressed = (event: KeyboardEvent) => {
			if (isText(event) || !areShortcutsHeeded()) return;
			const key = event.key.toLowerCase();
			const kind = (Object.keys(KEYS) as Kind[]).find((one) => KEYS[one] === key);
			if (kind) latest.current.go(kind, event.shiftKey);
			if (key === "k") latest.current.toggle();
			if (key === "j" || key === "l") latest.current.step(key === "j");
		};
		addEventListener("keydown", pressed);
		return () => removeEventListener("keydown", pressed);
	}, []);
}

/** Whether a key writes something: the slider and the choices of the replay take no letters. */
function isText(event: KeyboardEvent): boolean {
	const { target, ctrlKey, metaKey, altKey } = event;
	const takesNone = target instanceof HTMLInputElement && ["range", "radio", "checkbox"].includes(target.type);
	return takesNone ? ctrlKey || metaKey || altKey : isWriting(event);
}
