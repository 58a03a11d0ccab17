// The service worker: shows what was pushed, and an honest page while there is no line. It keeps no answers of the API and
// no pages: what is shown is always what the server says now. It is registered only where push is on, or the app installed.

const OFFLINE = "mockmate.offline.1";
const FILES = ["/offline.html", "/offline.css", "/favicon.svg"];

self.addEventListener("install", (event) => {
	const stored = caches
		.open(OFFLINE)
		.then((cache) => cache.addAll(FILES.map((path) => new Request(path, { cache: "reload" }))));
	event.waitUntil(stored.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
	event.waitUntil(tidy().then(() => self.clients.claim()));
});

async function tidy() {
	const old = (await caches.keys()).filter((name) => name.startsWith("mockmate.offline.") && name !== OFFLINE);
	await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (origin !== self.location.origin || request.method !== "GET") return;
	if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept("/offline.html")));
	else if (FILES.includes(pathname)) event.respondWith(fetch(request).catch(() => kept(pathname)));
});

async function kept(path) {
	return (await caches.match(path, { cacheName: OFFLINE })) ?? Response.error();
}

self.addEventListener("push", (event) => {
	event.waitUntil(show(read(event.data)));
});

/** A message that can't be read still has to show something: else browsers end the subscription. */
function read(data) {
	try {
		const said = data.json();
		return typeof said.title === "string" ? said : {};
	} catch {
		return {};
	}
}

async function show({ title = "Mock Mate", body = "", tag = "new", path = "/", actions = [], lang = "", dir = "auto" }) {
	// A page that has the focus shows the same.
	const pages = await self.clients.matchAll({ type: "window" });
	if (pages.some((page) => page.focused)) return;
	await self.registration.showNotification(title, {
		body,
		tag,
		lang,
		dir,
		renotify: true,
		icon: "/icons/icon-192.png",
		badge: "/icons/badge-96.png",
		actions: actions.map((one) => ({ action: one.action, title: one.title })),
		data: { path, paths: Object.fromEntries(actions.map((one) => [one.action, one.path])) },
	});
}

self.addEventListener("notificationclick", (event) => {
	event.notification.close();
	const { path, paths } = event.notification.data ?? {};
	event.waitUntil(open(own(paths?.[event.action] ?? path)));
});

/** Returns the URL of a page of ours; the first page for anything else. */
function own(path) {
	const url = new URL(String(path ?? "/"), self.location.origin);
	return url.origin === self.location.origin ? url : new URL("/", self.location.origin);
}

/** Goes to a page in a tab that is open, but never in that of an interview. */
async function open(url) {
	const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
	const pathOf = (tab) => new URL(tab.url).pathname;
	const there = tabs.find((tab) => pathOf(tab) === url.pathname);
	const free = there ?? tabs.find((tab) => !pathOf(tab).startsWith("/room/"));
	if (!free) return self.clients.openWindow(url.href);
	await free.focus();
	if (!there) free.postMessage({ mockmate: "go", path: url.pathname + url.search + url.hash });
}
