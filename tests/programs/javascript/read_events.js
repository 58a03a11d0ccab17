let input = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => (input += chunk));
process.stdin.on("end", () => {
  const lines = input.split("\n");
  console.log("%d lines", lines.length);
  lines.forEach((line, i) => console.log(i, JSON.stringify(line)));
});
console.log("waiting for input");
