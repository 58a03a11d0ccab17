const rows = [];
for (let i = 0; i < 1500; i++) rows.push(`${i}: ${"#".repeat(i % 30)} 😀`);
console.log(rows.join("\n"));
for (let i = 0; i < 300; i++) console.log(i, { square: i * i, odd: i % 2 === 1 });
process.exitCode = 4;
