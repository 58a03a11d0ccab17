const readline = require("readline");
const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
rl.question("What is your name? ", (name) => {
  rl.question("How old are you? ", (age) => {
    console.log(`${name} is ${age}, next year ${Number(age) + 1}.`);
    rl.close();
  });
});
rl.on("close", () => console.log("Bye"));
