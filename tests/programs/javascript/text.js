const text = "The quick brown fox jumps over the lazy dog, 2024-03-05 and 1999-12-31.";
console.log(text.match(/(\d{4})-(\d{2})-(\d{2})/));
console.log([...text.matchAll(/(?<year>\d{4})-(?<month>\d\d)/g)].map(({ groups: { year, month } }) => ({ year, month })));
console.log(text.replace(/\b(\w)(\w*)/g, (_, a, b) => a.toUpperCase() + b), /(?<=o)w/.exec(text).index);
const words = text.toLowerCase().match(/[a-z]+/g);
console.log(Object.entries(Object.groupBy(words, (word) => word.length)).map(([n, w]) => `${n}: ${w}`));
const counts = [...text].reduce((all, c) => all.set(c, (all.get(c) ?? 0) + 1), new Map());
console.log([...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).slice(0, 5));
console.log("racecar" === [..."racecar"].reverse().join(""), "x".padStart(5, "-"), "a-b-c".replaceAll("-", "+"), "ab".at(-1));
const tag = (strings, ...values) => strings.raw.map((s, i) => `${s}<${values[i] ?? ""}>`).join("");
console.log(tag`one ${1} two \n ${{ a: 1 }}`, String.raw`\n`);
console.log("😀ä".length, [..."😀ä"].length, "é".normalize("NFD").length, "😀".codePointAt(0), "\u{1F600}", encodeURIComponent("ä&b"));
console.log(["b", "a", "C", "ä"].sort(), ["b", "a", "C", "ä"].sort((a, b) => a.localeCompare(b)));
console.log(["it's", 'say "hi"', `both ' and "`, "back`tick", "new\nline", "\t\u0000\x7f"]);
console.log(parseInt("42px"), parseFloat("3.14abc"), Number(""), Number(" 12 "), Number("1e3"), (255).toString(16), (0.1 + 0.2).toFixed(2), 1 / 3);
console.log("%s is %d years and %i, %f, %j %o %O %%", "Bob", "42.5", 42.9, "1.5", { a: 1 }, [1], { b: { c: { d: 1 } } }, "extra");
console.log("lone \ud83d end", ["\udc00"], "cut 😀".slice(0, 5));
function isAnagram(a, b) {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join();
}
console.log(isAnagram("listen", "silent"), btoa("hello"), atob("aGVsbG8="), Buffer.from("hi").toString("base64"), Buffer.from("hi ä"));
