const [first, ...rest] = require("fs").readFileSync(0, "utf8").trim().split("\n");
const [count, target] = first.split(" ").map(Number);
const numbers = rest.join(" ").split(/\s+/).map(Number);

function twoSum(nums, target) {
  const seen = new Map();
  for (let i = 0; i < nums.length; i++) {
    if (seen.has(target - nums[i])) return [seen.get(target - nums[i]), i];
    seen.set(nums[i], i);
  }
  return null;
}

console.log(count, numbers.length, twoSum(numbers, target));
process.stdout.write("no newline at the end");
