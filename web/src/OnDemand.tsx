// Draws a page that is loaded when somebody goes to it; at once if it is there, since React holds back what is lazy.
import { type ComponentProps, lazy } from "react";
import { load, loaded, type Name, type Page } from "./pagesOnDemand";

const pages: Partial<Record<Name, Page>> = {};

/** Returns the same component for a page each time: another one would begin anew. */
function pageOf(name: Name): Page {
	pages[name] ??= loaded(name) ?? lazy(() => load(name));
	return pages[name];
}

export function OnDemand({ name, page = "help" }: { name: Name } & Partial<ComponentProps<Page>>) {
	const Shown = pageOf(name);
	return <Shown page={page} />;
}
