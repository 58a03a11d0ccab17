type Task<T> = () => Promise<T>;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function pool<T>(tasks: readonly Task<T>[], limit: number): Promise<T[]> {
  const results: T[] = new Array<T>(tasks.length);
  let next = 0;
  let running = 0;
  let most = 0;
  async function work(this: void): Promise<void> {
    while (next < tasks.length) {
      const index = next++;
      most = Math.max(most, ++running);
      results[index] = await tasks[index]!();
      running--;
    }
  }
  await Promise.all(Array.from({ length: limit }, () => work()));
  console.log("at most", most);
  return results;
}
function timeout<T>(promise: Promise<T>, ms: number): Promise<T | "late"> {
  let timer: ReturnType<typeof setTimeout>;
  return Promise.race([promise, new Promise<"late">((resolve) => (timer = setTimeout(resolve, ms, "late")))]).finally(() => clearTimeout(timer!));
}
async function* pages(total: number): AsyncGenerator<number[], void, undefined> {
  for (let page = 0; page < total; page++) {
    await sleep(1);
    yield [page * 2, page * 2 + 1];
  }
}
(async (): Promise<void> => {
  console.log(await pool([30, 10, 20].map((ms) => async () => (await sleep(ms), ms)), 2));
  console.log(await timeout(sleep(200), 5), await timeout(sleep(1).then(() => "in time" as const), 2000));
  for await (const page of pages(3)) console.log(page);
  setTimeout(() => console.log("last"), 5);
})();
