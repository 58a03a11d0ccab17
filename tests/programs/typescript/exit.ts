type Code = 0 | 3;
const leave = (code: Code): never => process.exit(code);
setTimeout((): void => console.log("never"), 1000);
console.log("before" as string);
leave(3);
console.log("after");
