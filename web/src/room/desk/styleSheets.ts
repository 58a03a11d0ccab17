// Lets the editor's own styles be a style sheet made by script, which the content security policy allows. CodeMirror
// would add a style element to a document, and makes a sheet only for shadow roots, so it is shown one.
import { StyleModule } from "style-mod";

const mount = StyleModule.mount;
const page = {
	ownerDocument: document,
	get adoptedStyleSheets() {
		return document.adoptedStyleSheets;
	},
	set adoptedStyleSheets(sheets) {
		document.adoptedStyleSheets = sheets;
	},
};

StyleModule.mount = (_, modules) => mount(page as unknown as ShadowRoot, modules);
