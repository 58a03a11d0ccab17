// Shows the theme that was chosen in this browser before anything is painted, and whenever it is chosen again. A module
// would come after the first paint, and the policy allows no script in the page, so it is a file that the page waits for.
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
