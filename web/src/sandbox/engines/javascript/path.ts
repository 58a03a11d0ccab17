// Small modules of Node about paths and addresses.

function normalize(path: string): string {
	const parts: string[] = [];
	for (const part of path.split("/")) {
		if (part === "" || part === ".") continue;
		if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
		else if (part !== ".." || !path.startsWith("/")) parts.push(part);
	}
	const end = path.endsWith("/") && parts.length > 0 ? "/" : "";
	return (path.startsWith("/") ? "/" : "") + parts.join("/") + end || ".";
}

function resolve(...paths: string[]): string {
	let whole = "";
	for (const one of paths) whole = one.startsWith("/") ? one : one ? `${whole}/${one}` : whole;
	const found = normalize(whole.startsWith("/") ? whole : `/${whole}`);
	return found.length > 1 ? found.replace(/\/$/, "") : found;
}

function basename(path: string, suffix = ""): string {
	const name = path.replace(/\/+$/, "").split("/").at(-1) ?? "";
	return suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function extname(path: string): string {
	return /[^/](\.[^./]*)$/.exec(basename(path))?.[1] ?? "";
}

function dirname(path: string): string {
	const found = /^(.*?)\/+[^/]*\/*$/.exec(path)?.[1];
	return found === undefined ? "." : found || "/";
}

export const path = {
	sep: "/",
	delimiter: ":",
	normalize,
	resolve,
	join: (...paths: string[]) => normalize(paths.filter(Boolean).join("/")),
	basename,
	dirname,
	extname,
	isAbsolute: (one: string) => one.startsWith("/"),
};

export const url = {
	URL,
	URLSearchParams,
	fileURLToPath: (address: string | URL) => decodeURIComponent(new URL(address).pathname),
	pathToFileURL: (one: string) => new URL(`file://${resolve(one)}`),
};
