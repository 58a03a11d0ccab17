const readline = require("node:readline");

async function main() {
  const rl = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
  let sum = 0;
  let lines = 0;
  for await (const line of rl) {
    lines++;
    for (const word of line.split(" ")) if (word) sum += Number(word);
  }
  console.log({ lines, sum });
}

main().then(() => console.log("done"));
console.log("begins");
