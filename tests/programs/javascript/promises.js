const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
const fail = (ms, message) => new Promise((_, reject) => setTimeout(() => reject(new Error(message)), ms));

async function retry(work, times) {
  for (let i = 1; ; i++) {
    try {
      return await work(i);
    } catch (error) {
      console.log(`try ${i}: ${error.message}`);
      if (i === times) throw error;
    }
  }
}

async function pool(tasks, limit) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]();
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

async function main() {
  console.log(await Promise.all([sleep(20, "a"), sleep(5, "b"), "c"]));
  console.log(await Promise.race([sleep(30, "slow"), sleep(5, "fast")]));
  console.log(await Promise.any([fail(5, "no"), sleep(10, "yes")]));
  console.log((await Promise.allSettled([sleep(1, 1), fail(2, "bad")])).map((one) => one.status));
  await Promise.any([fail(1, "x"), fail(2, "y")]).catch((error) => console.log(error.name, error.errors.map(String)));
  console.log(await retry(async (i) => (i < 3 ? fail(1, `not yet ${i}`) : `on ${i}`), 5));
  console.log(await pool([30, 10, 20, 5].map((ms) => () => sleep(ms, ms)), 2));
  console.log(Promise.resolve(5), Promise.resolve({ a: [1, { b: 2 }] }), sleep(1));
  const rejected = Promise.reject(new TypeError("nope"));
  rejected.catch(() => {});
  console.log([Promise.resolve("x"), new Promise(() => {})]);
  return "end";
}

const running = main();
console.log(running);
running.then(console.log).finally(() => console.log(running));
