// The names of functions and parameters, as each language spells them.

const words = (name: string) => name.split("_").filter(Boolean);
const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);

export const pascal = (name: string) => words(name).map(capital).join("");
export const camel = (name: string) => {
	const joined = pascal(name);
	return joined ? joined[0]!.toLowerCase() + joined.slice(1) : name;
};

export const snake = (name: string) => name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();

/** How people may spell the name of a question's function, whatever the language. */
export const spellings = (name: string) => [...new Set([name, camel(name), pascal(name), snake(name)])];

// Words that are no names in one of the languages.
const RESERVED = new Set(
	`abstract alias and as assert async await base begin bool boolean box break byte case catch char checked class const
	continue crate decimal def default defer delegate delete do double dyn else elsif end enum event explicit export
	extends extension extern false final finally float fn for foreach from func function global go goto guard if impl
	implements import in inout int interface internal is just let lock long loop map match mod module move mut namespace
	native new next nil not null object operator or out override package params private protected pub public range
	readonly record ref register repeat rescue retry return self short signed sizeof static string struct super switch
	synchronized template then this throw throws trait true try type typedef typeof typename union unless unsafe
	unsigned until use using val var virtual void volatile when where while with yield`.split(/\s+/),
);
export const usable = (name: string) => (RESERVED.has(name) ? `${name}_` : name);

/** Reads the names of the parameters from a question's starter code in Python or JavaScript. */
export function parameterNames(starter: string): string[] {
	const text = /(?:def|function)\s+\w+\s*\(([\s\S]*?)\)\s*(?:->|[:{])/.exec(starter)?.[1] ?? "";
	const flat = text.replace(/\[[^[\]]*(?:\[[^[\]]*(?:\[[^[\]]*\][^[\]]*)*\][^[\]]*)*\]/g, ""); // list[list[int]]
	return flat
		.split(",")
		.map((part) => /^[\s*]*([A-Za-z_]\w*)/.exec(part)?.[1] ?? "")
		.filter(Boolean);
}
