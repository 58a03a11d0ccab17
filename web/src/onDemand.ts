// The pages that are loaded when somebody goes to them, by the first part of their paths.
export const onDemand = {
	help: () => import("./pages/About"),
	times: () => import("./pages/Times"),
	waiting: () => import("./pages/Waiting"),
	room: () => import("./room/Room"),
	review: () => import("./pages/Review"),
	history: () => import("./pages/History"),
	replay: () => import("./pages/Replay"),
	news: () => import("./pages/Notifications"),
	progress: () => import("./pages/Progress"),
	account: () => import("./pages/Account"),
	manage: () => import("./pages/Manage"),
	"forgot-password": () => import("./pages/Forgot"),
	"reset-password": () => import("./pages/Reset"),
	"verify-email": () => import("./pages/Verify"),
};

/** Begins to load the page of a path, beside what all pages need instead of after it. What fails, the page tells of. */
export function loadAhead(path: string): void {
	const name = path.split("/")[1] ?? "";
	if (Object.hasOwn(onDemand, name)) onDemand[name as keyof typeof onDemand]().catch(() => undefined);
}
