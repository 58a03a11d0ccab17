#!/usr/bin/env node
var undeclaredBefore = typeof hoisted;
hoisted = function () { return this === globalThis; };
console.log(undeclaredBefore, hoisted(), delete hoisted, typeof hoisted);
console.log(declared(), typeof notYet);
function declared() { return "hoisted"; }
var notYet = 1;
function strict() {
  "use strict";
  try {
    oops = 1;
  } catch (error) {
    return [error.name, this === undefined];
  }
}
console.log(strict(), 010, this === module.exports, arguments.length, __filename.endsWith(".js"));
var name = "own name", status = "own", self = 1, location = "own", event = "e";
console.log(name, status, self, location, event, typeof importScripts, typeof postMessage, typeof document, typeof close);
try { console.log(screen); } catch (error) { console.log(error.message); }
with ({ inside: 1 }) console.log(inside);
module.exports = { solve: (x) => x };
if (require.main === module) console.log("main", module.exports, exports);
function twice(a, a) { return a; }
console.log(twice(1, 2), eval("1 + 1"), new Function("a", "return a * 2")(4), (function () { return typeof this; })());
switch (3) { case 1: console.log("one"); default: console.log("default"); case 2: console.log("falls through"); }
var obj = { valueOf: () => 42 };
console.log(obj + 1, [] + {}, [] == false, null == undefined, "5" * "2", [1, 2] + [3], typeof null, void 0);
try { require("no-such-package"); } catch (error) { console.log(error.code, error.message.split("\n")[0].slice(0, 34)); }
return console.log("a return at the top");
