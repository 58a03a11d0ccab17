// The pages that are loaded when somebody goes to them, by the first part of their paths.
import type { ComponentType } from "react";

const about = () => import("./pages/About");
const pages = {
	help: about,
	privacy: about,
	conduct: about,
	licenses: () => import("./pages/Licenses"),
	times: () => import("./pages/Times"),
	waiting: () => import("./pages/Waiting"),
	invite: () => import("./pages/Invite"),
	invites: () => import("./pages/Invites"),
	"invites-new": () => import("./pages/InviteNew"),
	solo: () => import("./pages/Solo"),
	room: () => import("./room/Room"),
	review: () => import("./pages/Review"),
	history: () => import("./pages/History"),
	replay: () => import("./pages/Replay"),
	news: () => import("./pages/Notifications"),
	progress: () => import("./pages/Progress"),
	"birth-year": () => import("./pages/AskBirthYear"),
	groups: () => import("./pages/Groups"),
	join: () => import("./pages/Join"),
	account: () => import("./pages/Account"),
	moderation: () => import("./pages/Moderation"),
	manage: () => import("./pages/Manage"),
	"forgot-password": () => import("./pages/Forgot"),
	setup: () => import("./pages/Setup"),
	"reset-password": () => import("./pages/Reset"),
	"signed-in": () => import("./pages/SignedIn"),
	"change-email": () => import("./pages/NewAddress"),
	"keep-email": () => import("./pages/NewAddress"),
	"verify-email": () => import("./pages/Verify"),
};

export type Name = keyof typeof pages;
// Most have no properties.
export type Page = ComponentType<{ page: "help" | "privacy" | "conduct" }>;

const arrived: Partial<Record<Name, Page>> = {};

/** Returns a page if it has been loaded. */
export function loaded(name: Name): Page | undefined {
	return arrived[name];
}

export async function load(name: Name): Promise<{ default: Page }> {
	const page = await pages[name]();
	arrived[name] = page.default;
	return page;
}

/** Loads the page of a path, beside what all pages need instead of after it. If that fails, the page tells of it. */
export async function loadAhead(path: string): Promise<void> {
	const name = path.split("/")[1] ?? "";
	if (Object.hasOwn(pages, name)) await load(name as Name).catch(() => undefined);
}
