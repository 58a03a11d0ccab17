class ValidationError extends Error {
  constructor(field, message, options) {
    super(message, options);
    this.name = "ValidationError";
    this.field = field;
  }
}
class NotFound extends Error {}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ValidationError("body", "not JSON", { cause });
  }
}

function risky(n) {
  try {
    if (n === 1) throw new RangeError("one");
    if (n === 2) return "returned";
    if (n === 3) null.property;
    if (n === 4) undefinedFunction();
    return parse("{bad");
  } finally {
    console.log("finally", n);
  }
}

for (let n = 1; n <= 5; n++) {
  try {
    console.log(risky(n));
  } catch (error) {
    console.log(error.name, "|", error.message, "|", error instanceof Error, String(error), error.cause?.name);
  }
}
const error = new ValidationError("age", "too young");
console.log(Object.keys(error), error.stack.split("\n")[0], JSON.stringify(error), error.toString());
console.log(Object.prototype.toString.call(new NotFound("x")), new NotFound("gone").name);
const quiet = new Error("without a stack");
quiet.stack = undefined;
console.log(quiet, { nested: quiet });
const numbered = new NotFound("numbered");
delete numbered.stack;
numbered.code = 404;
console.log([numbered]);
console.log((() => { try { throw { code: 1 }; } catch ({ code }) { return code; } })());
console.log(new AggregateError([1, 2], "many").errors);
