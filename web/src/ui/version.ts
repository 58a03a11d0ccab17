// Detects a new version after a rollout, when the files of an old page are gone and it cannot load more of them.

const KEY = "mockmate.left";

/** Reloads the page if the server has another version, but never twice from the same one, to avoid a loop. */
export async function leaveOldVersion(): Promise<void> {
	const mine = document.querySelector<HTMLScriptElement>("script[type=module]")?.getAttribute("src");
	const left = (sessionStorage.getItem(KEY) ?? "").split(" ");
	if (!mine || left.includes(mine)) return;
	const answer = await fetch("/", { cache: "no-store" });
	// If the server is unreachable or has nothing newer, a reload would not help.
	if (!answer.ok || (await answer.text()).includes(mine)) return;
	sessionStorage.setItem(KEY, [...left, mine].join(" ").trim());
	location.reload();
}
