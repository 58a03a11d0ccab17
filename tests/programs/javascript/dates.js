const day = new Date(Date.UTC(2024, 1, 29, 12, 30, 45, 678));
console.log(day, day.toISOString(), day.getTime(), day.getUTCDay(), JSON.stringify({ day }), [day]);
console.log(new Date("2024-03-01") - new Date("2024-02-01"), new Date("invalid").getTime(), `${new Date(NaN)}`);
const plus = new Date(day);
plus.setUTCDate(plus.getUTCDate() + 1);
console.log(plus.toISOString().slice(0, 10), new Date("2024-02-30T00:00:00Z").toISOString());
const format = (options) => new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(day);
console.log(format({ dateStyle: "full" }), format({ weekday: "short", month: "long", day: "numeric" }), format({ hour: "2-digit", minute: "2-digit", hour12: false }));
console.log(new Intl.DateTimeFormat("de-DE", { timeZone: "Europe/Berlin", dateStyle: "short", timeStyle: "short" }).format(day));
console.log(day.toLocaleDateString("en-GB", { timeZone: "UTC" }), day.toLocaleTimeString("en-US", { timeZone: "Asia/Tokyo" }));
console.log(new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-1, "day"), new Intl.PluralRules("en", { type: "ordinal" }).select(22));
console.log(new Intl.ListFormat("en").format(["a", "b", "c"]), ["z", "ä", "a"].sort(new Intl.Collator("de").compare));
function isLeap(year) {
  return new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
}
console.log([1900, 2000, 2023, 2024].filter(isLeap), typeof Date.now(), performance.now() > 0, process.hrtime().length, typeof process.hrtime.bigint());
