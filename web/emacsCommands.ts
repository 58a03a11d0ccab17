// Keeps the commands of @replit/codemirror-emacs 6.1.0: it marks the calls that register them as free of effects, so a
// bundler drops them, and with them all of Emacs' keys.
import type { Plugin } from "vite";

const CALL = /\/\*@__PURE__\*\/(?=EmacsHandler\.(bindKey|addCommands)\()/g;

export function emacsCommands(): Plugin {
	return {
		name: "emacs-commands",
		transform(source, id) {
			if (!id.includes("/@replit/codemirror-emacs/")) return null;
			const code = source.replace(CALL, "");
			if (code === source) this.error("the commands of Emacs are registered in another way: is this still needed?");
			return { code, map: null };
		},
	};
}
