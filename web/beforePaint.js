// What has to be known before anything is painted: the language of the page, and its theme. A module would come after
// the first paint, and the policy allows no script in the page, so it is a file that the page waits for.

// The language: the one chosen in this browser, else the account's, else what the browser prefers, else English.
{
	const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)(-|$)/;
	const PSEUDO = ["en-XA", "ar-XB"];
	const read = (key) => {
		try {
			return localStorage.getItem(key);
		} catch {
			// Closed to pages: the browser's languages decide.
			return null;
		}
	};
	const catalogs = new Map();
	for (const meta of document.querySelectorAll("meta[name=catalog]")) catalogs.set(meta.dataset.language, meta.content);
	const known = ["en", ...PSEUDO, ...catalogs.keys()];
	const account = read("mockmate.login") && read("mockmate.language.account");
	const preferred = [read("mockmate.language"), account, ...navigator.languages].filter(Boolean);
	const found = preferred.flatMap((tag) => [tag, tag.split("-")[0]]).find((tag) => known.includes(tag));
	const page = document.documentElement;
	page.lang = found ?? "en";
	page.dir = RIGHT_TO_LEFT.test(page.lang) ? "rtl" : "ltr";
	// Beside the scripts, not after them. A development server has no address for it.
	const catalog = catalogs.get(page.lang);
	if (catalog) {
		const link = document.createElement("link");
		link.rel = "modulepreload";
		link.href = catalog;
		document.head.append(link);
	}
}

// The theme, shown whenever it is chosen again, too.
{
	const show = () => {
		let theme = "system";
		try {
			theme = localStorage.getItem("mockmate.theme") ?? theme;
		} catch {
			// Closed to pages: the system decides.
		}
		const isChosen = theme === "light" || theme === "dark";
		if (isChosen) document.documentElement.dataset.theme = theme;
		else delete document.documentElement.dataset.theme;
		for (const meta of document.querySelectorAll("meta[data-theme]")) {
			const own = meta.dataset.theme;
			meta.media = isChosen ? (own === theme ? "all" : "not all") : `(prefers-color-scheme: ${own})`;
		}
	};
	show();
	addEventListener("mockmate.theme", show);
	// Another tab has chosen.
	addEventListener("storage", show);
}
