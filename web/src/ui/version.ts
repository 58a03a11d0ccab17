// Detects a new version after a rollout, when the files of an old page are gone and it cannot load more of them.

const KEY = "mockmate.left";

/** Loads the page anew where the server has another version, but never twice from the same one: no going in circles. */
export async function leaveOldVersion(): Promise<void> {
	const mine = document.querySelector<HTMLScriptElement>("script[type=module]")?.getAttribute("src");
	const left = (sessionStorage.getItem(KEY) ?? "").split(" ");
	if (!mine || left.includes(mine)) return;
	const answer = await fetch("/", { cache: "no-store" });
	// A server that is away, or has nothing newer, wouldn't show more.
	if (!answer.ok || (await answer.text()).includes(mine)) return;
	sessionStorage.setItem(KEY, [...left, mine].join(" ").trim());
	location.reload();
}
